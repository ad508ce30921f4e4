using TaskRelay.Web.Audit;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What somebody wants to see of the audit log, as its address says it.</summary>
public sealed record AuditWish
{
    public string? Actor { get; init; }

    public string? Action { get; init; }

    public string? Text { get; init; }

    /// <summary>From that day on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Up to that day, and with it.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The same as a filter.</summary>
    public AuditFilter Filter => new() { Actor = Actor, Action = Action, Text = Text, From = Days.First(From), To = Days.Beyond(To) };
}
