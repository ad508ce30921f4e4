namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What became of a task's pull request, and when. For the task's page: the task's own shape stays as it is.</summary>
public sealed record PullRequestOutcome(PullRequestState State, DateTimeOffset At)
{
    /// <summary>Null as long as nothing was heard.</summary>
    public static PullRequestOutcome? Of(RelayTask task) =>
        task is { PullRequestState: { } state, PullRequestStateAt: { } at } ? new PullRequestOutcome(state, at) : null;
}
