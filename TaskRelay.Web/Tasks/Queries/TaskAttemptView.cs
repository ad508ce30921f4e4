namespace TaskRelay.Web.Tasks.Queries;

/// <summary>One launch of a worker, for the task's page.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Runner">Where it ran.</param>
/// <param name="StartedAt">The launch.</param>
/// <param name="ClaimedAt">The worker's first call; null while it has not come.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="Outcome">Status that it ended in.</param>
public sealed record TaskAttemptView(
    int Number, string Runner, DateTimeOffset StartedAt, DateTimeOffset? ClaimedAt, DateTimeOffset? EndedAt, RelayTaskStatus? Outcome);
