namespace TaskRelay.Web.Audit;

/// <summary>One line of the audit log. Written once, never changed, deleted only by retention. Holds no secret.</summary>
public sealed class AuditEntry
{
    /// <summary>Rises with time.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public long? ActorId { get; init; }

    public required string Actor { get; init; }

    /// <summary>What was done, one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>task 0199…</c> or <c>anthropic ANTHROPIC_API_KEY</c>.</summary>
    public string? Target { get; init; }

    /// <summary><c>done</c>, or the code of the refusal.</summary>
    public required string Outcome { get; init; }

    public string? Address { get; init; }
}
