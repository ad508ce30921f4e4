namespace TaskRelay.Web.Tasks;

/// <summary>One move of a task, with the reason in words.</summary>
public sealed class TaskHistoryEntry
{
    public long Id { get; init; }

    public required Guid TaskId { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for the first row.</summary>
    public RelayTaskStatus? From { get; init; }

    public required RelayTaskStatus To { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Reason { get; init; }

    /// <summary>What else was known, such as the branch of a report that came too late.</summary>
    public string? Evidence { get; init; }
}
