using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>The move back to the queue as a new attempt, by hand or after a lost worker.</summary>
public sealed class TaskRequeue(TaskGate gate, QueueSignal queue, IOptionsMonitor<QueueLimits> limits, TimeProvider clock)
{
    /// <summary>Queues an ended task again. The fencing number rises with the same update that changes the status.</summary>
    public async Task<MoveResult> QueueAgainAsync(
        WriteScope scope, RelayTask task, RetryRequest change, string reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var deadline = now + TimeSpan.FromHours(limits.CurrentValue.MaxWaitHours);
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
                    .SetProperty(row => row.NextAdmissionAt, now)
                    .SetProperty(row => row.AdmissionTries, 0)
                    .SetProperty(row => row.WaitReason, (string?)null)
                    .SetProperty(row => row.ProgressPhase, (string?)null)
                    .SetProperty(row => row.ProgressMessage, (string?)null)
                    .SetProperty(row => row.ProgressAt, (DateTimeOffset?)null)
                    .SetProperty(row => row.Summary, (string?)null),
            },
            cancellationToken);
        scope.AfterCommit(queue.Set);
        return result;
    }
}
