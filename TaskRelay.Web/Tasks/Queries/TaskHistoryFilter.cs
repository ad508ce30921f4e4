namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Which ended tasks the history shows.</summary>
public sealed record TaskHistoryFilter
{
    /// <summary>What the list of tasks filters by too.</summary>
    public TaskFilter Tasks { get; init; } = new();

    /// <summary>Ended then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Ended before.</summary>
    public DateTimeOffset? To { get; init; }
}
