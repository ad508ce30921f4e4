namespace TaskRelay.Web.Tasks;

/// <summary>Where a task stands. Allowed moves are in <see cref="TaskMoves"/>, and nowhere else.</summary>
public enum RelayTaskStatus
{
    Queued,
    Running,
    Stopping,
    Succeeded,
    Failed,
    TimedOut,
    Stopped,
    Rejected,
}
