namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>Which deliveries are wanted.</summary>
public sealed record DeliveryFilter
{
    public DeliveryOutcome? Outcome { get; init; }

    /// <summary>Without those that there was nothing to do about: most of what GitHub sends.</summary>
    public bool LeavesIgnored { get; init; }

    public string? Event { get; init; }

    /// <summary>Full name, in any case.</summary>
    public string? Repository { get; init; }

    /// <summary>Part of the repository's name, of the action or the reason; or a number or an id that stands in it.</summary>
    public string? Text { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Nothing is left out.</summary>
    public bool IsEmpty => this == new DeliveryFilter();
}
