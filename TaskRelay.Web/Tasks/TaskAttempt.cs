namespace TaskRelay.Web.Tasks;

/// <summary>One launch of a worker for a task. The row is the intent: it is committed before anything is started.</summary>
public sealed class TaskAttempt
{
    public required Guid TaskId { get; init; }

    /// <summary>The fencing number.</summary>
    public required int Number { get; init; }

    public required string Runner { get; init; }

    /// <summary>The server instance that launched it.</summary>
    public required string Owner { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Unclaimed after this, the attempt is lost.</summary>
    public required DateTimeOffset LaunchDeadline { get; init; }

    /// <summary>SHA-256 of the single-use ticket.</summary>
    public required byte[] TicketHash { get; init; }

    public required DateTimeOffset TicketExpiresAt { get; init; }

    /// <summary>What the runner needs to find the worker again; null between the intent and its return.</summary>
    public string? Handle { get; set; }

    public string? WorkerId { get; set; }

    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>SHA-256 of the attempt token.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>Moved on by each call of the worker; past it, the sweeper decides.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Seconds that the agent may work, fixed at the launch; the deadline of the task goes with it.</summary>
    public int? TimeLimitSeconds { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Bytes of log that are stored of it.</summary>
    public long LogBytes { get; set; }

    /// <summary>Lines of output that were not stored because the log was full.</summary>
    public int LogDropped { get; set; }

    /// <summary>Its processes are gone and its folder is cleared.</summary>
    public bool IsCleaned { get; set; }

    /// <summary>Status that the attempt ended in.</summary>
    public RelayTaskStatus? Outcome { get; set; }

    /// <summary>The report that ended it, in canonical form: what a repeat is compared with.</summary>
    public string? Report { get; set; }

    /// <summary>The exact prompt that was handed over.</summary>
    public string? Prompt { get; set; }

    /// <summary>Characters of hidden content that were removed from the prompt.</summary>
    public int PromptHiddenRemoved { get; set; }

    /// <summary>What the prompt is made of and what was removed from it, as JSON.</summary>
    public string? PromptDetails { get; set; }

    /// <summary>The worker takes agents' settings from the base branch, because the head is not to be trusted with them.</summary>
    public bool RestoresSettings { get; set; }
}
