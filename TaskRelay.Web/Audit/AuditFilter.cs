namespace TaskRelay.Web.Audit;

/// <summary>Which entries are wanted.</summary>
public sealed record AuditFilter
{
    /// <summary>A login as it was then, or a numeric id.</summary>
    public string? Actor { get; init; }

    public string? Action { get; init; }

    /// <summary>Part of the target, the outcome or the address.</summary>
    public string? Text { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}
