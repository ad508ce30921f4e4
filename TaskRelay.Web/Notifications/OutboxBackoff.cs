namespace TaskRelay.Web.Notifications;

/// <summary>When a notification that failed is tried again: 2 s, tripling to 30 minutes, given up after about six hours.</summary>
internal static class OutboxBackoff
{
    /// <summary>Tries in all.</summary>
    public const int MostTries = 18;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>The wait after so many tries, less up to a fifth, so that what failed together does not come back together.</summary>
    public static TimeSpan After(int tries, double chance)
    {
        var wait = Math.Min(First.TotalSeconds * Math.Pow(3, Math.Min(tries, MostTries) - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (1 - (0.2 * chance)));
    }
}
