using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>Stop and retry, as people ask for them: the same for the API, the pages and comments.</summary>
public sealed class TaskControl(IWriteGate writes, TaskGate gate, TaskRequeue requeue, StopSignal stopping, AuditLog audit, TimeProvider clock)
{
    /// <summary>
    /// How long a worker may take to end by itself before it is killed. The task's deadline is set with the request,
    /// so that it ends stopped whatever the worker does.
    /// </summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    /// <summary>Asks for the end of a task. Whichever of a stop and a completion commits first wins.</summary>
    public Task<StopResult> StopAsync(Guid taskId, AuditActor by, CancellationToken cancellationToken) =>
        writes.WriteAsync<StopResult>(
            async (scope, token) =>
            {
                var task = await scope.Db.Tasks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == taskId, token);
                return task switch
                {
                    null => new StopResult.NoSuchTask(),
                    { Status: RelayTaskStatus.Stopping or RelayTaskStatus.Stopped } => new StopResult.Accepted(task, Changed: false),
                    { Status: RelayTaskStatus.Queued or RelayTaskStatus.Running } => await StopAsync(scope, task, by, null, token),
                    _ => new StopResult.AlreadyFinished(task),
                };
            },
            cancellationToken);

    /// <summary>Queues an ended task once more.</summary>
    public Task<RetryResult> RetryAsync(Guid taskId, RetryRequest change, AuditActor by, CancellationToken cancellationToken) =>
        writes.WriteAsync<RetryResult>(
            async (scope, token) =>
            {
                var task = await scope.Db.Tasks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == taskId, token);
                if (task is null)
                {
                    return new RetryResult.NoSuchTask();
                }

                if (!TaskMoves.IsRetryable(task.Status))
                {
                    return new RetryResult.NotRetryable(task);
                }

                if (task.Attempt >= task.MaxAttempts)
                {
                    return new RetryResult.AttemptsExhausted(task);
                }

                if (await requeue.QueueAgainAsync(scope, task, change, $"Retried by {by.Name}.", token) is not MoveResult.Moved moved)
                {
                    return new RetryResult.NotRetryable(task);
                }

                audit.Add(scope, by, AuditActions.TaskRetried, $"task {task.Id}");
                return new RetryResult.Queued(moved.Task);
            },
            cancellationToken);

    /// <summary>
    /// Stops a task in the caller's piece of work, because of what happened on GitHub. The reason is told where the
    /// task is told of.
    /// </summary>
    public async Task<StopResult> StopAsync(WriteScope scope, RelayTask task, AuditActor by, string? reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isRunning = task.Status == RelayTaskStatus.Running;
        var result = await gate.MoveAsync(
            scope,
            new TaskMove
            {
                TaskId = task.Id,
                Attempt = task.Attempt,
                From = [task.Status],
                To = isRunning ? RelayTaskStatus.Stopping : RelayTaskStatus.Stopped,
                Reason = reason ?? $"Stopped by {by.Name}.",
                Set = setters =>
                {
                    setters.SetProperty(row => row.StopRequestedAt, now).SetProperty(row => row.StopReason, reason);
                    if (isRunning)
                    {
                        setters.SetProperty(row => row.DeadlineAt, now + StopGrace);
                    }
                },
            },
            cancellationToken);
        if (result is not MoveResult.Moved moved)
        {
            return new StopResult.AlreadyFinished(task);
        }

        stopping.SetAfterCommit(scope);
        audit.Add(scope, by, AuditActions.TaskStopped, $"task {task.Id}");
        return new StopResult.Accepted(moved.Task, Changed: true);
    }
}
