using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>The end of an attempt whose worker is gone: failed, and queued again in the same transaction while attempts last.</summary>
public sealed class LostWorkers(IWriteGate writes, TaskGate gate, TaskRequeue requeue)
{
    /// <summary>Writes the end. Refused quietly when the worker's report came first.</summary>
    public Task GiveUpAsync(RelayTask task, string reason, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, token) =>
        {
            var willRetry = task.Attempt < task.MaxAttempts;
            var result = await gate.MoveAsync(
                scope,
                new TaskMove
                {
                    TaskId = task.Id,
                    Attempt = task.Attempt,
                    From = [RelayTaskStatus.Running],
                    To = RelayTaskStatus.Failed,
                    Reason = reason,
                    Error = new TaskError(ErrorCodes.WorkerLost, reason, task.ProgressPhase),
                    IsRetried = willRetry,
                },
                token);
            if (willRetry && result is MoveResult.Moved moved)
            {
                await requeue.QueueAgainAsync(
                    scope, moved.Task, new RetryRequest(), $"Tried again after attempt {task.Attempt} of {task.MaxAttempts} was lost.", token);
            }
        },
        cancellationToken);
}
