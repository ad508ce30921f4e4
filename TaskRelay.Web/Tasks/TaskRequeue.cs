using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>The move back to the queue as a new attempt, by hand or after a lost worker.</summary>
public sealed class TaskRequeue(TaskGate gate, QueueSignal queue, IOptionsMonitor<QueueLimits> limits, TimeProvider clock)
{
    /// <summary>
    /// Queues an ended task again without being asked to, not before a time; people see why it waits. The same
    /// transaction holds its end.
    /// </summary>
    public Task<MoveResult> QueueLaterAsync(
        WriteScope scope, RelayTask task, DateTimeOffset notBefore, string waitReason, CancellationToken cancellationToken) =>
        QueueAgainAsync(
            scope, task, new RetryRequest(), $"Tried again after attempt {task.Attempt} of {task.MaxAttempts}. {waitReason}", notBefore, waitReason, cancellationToken);

    /// <summary>Queues an ended task again. The fencing number rises with the same update that changes the status.</summary>
    public Task<MoveResult> QueueAgainAsync(
        WriteScope scope, RelayTask task, RetryRequest change, string reason, CancellationToken cancellationToken) =>
        QueueAgainAsync(scope, task, change, reason, null, null, cancellationToken);

    /// <summary>The longest that a task may wait.</summary>
    public TimeSpan LongestWait => TimeSpan.FromHours(limits.CurrentValue.MaxWaitHours);

    private async Task<MoveResult> QueueAgainAsync(
        WriteScope scope, RelayTask task, RetryRequest change, string reason, DateTimeOffset? notBefore, string? waitReason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var deadline = now + LongestWait;
        var result = await gate.MoveAsync(
            scope,
            new TaskMove
            {
                TaskId = task.Id,
                Attempt = task.Attempt,
                From = [RelayTaskStatus.Failed, RelayTaskStatus.TimedOut, RelayTaskStatus.Stopped, RelayTaskStatus.Rejected],
                To = RelayTaskStatus.Queued,
                Reason = reason,
                Set = setters => setters
                    .SetProperty(row => row.Attempt, task.Attempt + 1)
                    .SetProperty(row => row.Agent, change.Agent ?? task.Agent)
                    .SetProperty(row => row.Model, change.Model ?? task.Model)
                    .SetProperty(row => row.Instructions, change.Instructions ?? task.Instructions)
                    .SetProperty(row => row.QueuedAt, now)
                    .SetProperty(row => row.DeadlineAt, deadline)
                    .SetProperty(row => row.StartedAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.CompletedAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.StopRequestedAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.StopReason, (string?)null)
                    .SetProperty(row => row.AdmittedAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.NextAdmissionAt, notBefore ?? now)
                    .SetProperty(row => row.AdmissionTries, 0)
                    .SetProperty(row => row.WaitReason, waitReason)
                    .SetProperty(row => row.ProgressPhase, (string?)null)
                    .SetProperty(row => row.ProgressMessage, (string?)null)
                    .SetProperty(row => row.ProgressAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.Summary, (string?)null),
            },
            cancellationToken);
        queue.SetAfterCommit(scope);
        return result;
    }
}
