namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>When a delivery that failed is tried again: ten tries within three days, as Standard Webhooks propose. Pure.</summary>
public static class WebhookSchedule
{
    /// <summary>An endpoint that takes nothing for so long is switched off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>No receiver puts a try off for longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Tries in all.</summary>
    public static int MostTries => Waits.Length + 1;

    /// <summary>
    /// The wait after so many tries, less up to a fifth, so that what failed together does not come back together; never
    /// less than the receiver asked for. Null: no further try.
    /// </summary>
    public static TimeSpan? After(int tries, double chance, TimeSpan? asked)
    {
        if (tries > Waits.Length)
        {
            return null;
        }

        var wait = Waits[Math.Max(tries, 1) - 1] * (1 - (0.2 * chance));
        return asked is { } wish && wish > wait ? (wish < Longest ? wish : Longest) : wait;
    }
}
