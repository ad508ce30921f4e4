namespace TaskRelay.Web.Tasks;

/// <summary>A line of a task's log: a state change, progress, or output.</summary>
public sealed class TaskEvent
{
    public required Guid TaskId { get; init; }

    /// <summary>Rising by one within the task, over all attempts.</summary>
    public required long Seq { get; init; }

    public required int Attempt { get; init; }

    /// <summary>The worker's own number, unique within the attempt: a repeated line is dropped by it.</summary>
    public long? WorkerSeq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required TaskEventKind Kind { get; init; }

    /// <summary>For progress the phase, for log lines their origin.</summary>
    public string? Stream { get; init; }

    public required string Text { get; init; }

    /// <summary>For state rows: the status entered.</summary>
    public RelayTaskStatus? Status { get; init; }

    /// <summary>For state rows that end with an error: its code.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public string? ErrorPhase { get; init; }
}
