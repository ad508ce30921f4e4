using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks;

/// <summary>An attempt with its task, as they were when the call came in.</summary>
public sealed record AttemptView(TaskAttempt Attempt, RelayTask Task)
{
    /// <summary>The attempt is the task's current one, and it has not ended.</summary>
    public bool IsOpen => Task.Attempt == Attempt.Number && TaskMoves.IsActive(Task.Status);
}
