namespace TaskRelay.Web.Tasks;

/// <summary>What became of a task's pull request.</summary>
public enum PullRequestState
{
    Open,
    Merged,

    /// <summary>Closed without being merged.</summary>
    Closed,
}
