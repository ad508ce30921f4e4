using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What somebody wants to see of the inbox, as its address says it.</summary>
public sealed record DeliveryWish
{
    public DeliveryOutcome? Outcome { get; init; }

    /// <summary>Also what was ignored, of which there is most: every comment without a command, every edit of our own.</summary>
    public bool Everything { get; init; }

    public string? Event { get; init; }

    public string? Repository { get; init; }

    public string? Text { get; init; }

    /// <summary>From that day on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Up to that day, and with it.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The same as a filter.</summary>
    public DeliveryFilter Filter => new()
    {
        Outcome = Outcome,

        // Who looks for words or a number wants to find them, whatever came of it.
        LeavesIgnored = Outcome is null && !Everything && Text is null,
        Event = Event,
        Repository = Repository,
        Text = Text,
        From = Days.First(From),
        To = Days.Beyond(To),
    };
}
