namespace TaskRelay.Web.Audit;

/// <summary>Which entries are wanted.</summary>
public sealed record AuditFilter
{
    /// <summary>A login as it was then, or a numeric id.</summary>
    public string? Actor { get; init; }

    public string? Action { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}
