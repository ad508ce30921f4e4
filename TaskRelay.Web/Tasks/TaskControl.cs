using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>Stop and retry, as people ask for them: the same for the API, the pages and comments.</summary>
public sealed class TaskControl(IWriteGate writes, TaskGate gate, TaskRequeue requeue, StopSignal stopping, TimeProvider clock)
{
    /// <summary>
    /// How long a worker may take to end by itself before it is killed. The task's deadline is set with the request,
    /// so that it ends stopped whatever the worker does.
    /// </summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    /// <summary>Asks for the end of a task. Whichever of a stop and a completion commits first wins.</summary>
    public async Task<StopResult> StopAsync(Guid taskId, string byLogin, CancellationToken cancellationToken)
    {
        var result = await writes.WriteAsync(
            async (scope, token) =>
            {
                var task = await scope.Db.Tasks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == taskId, token);
                return task switch
                {
                    null => new StopResult.NoSuchTask(),
                    { Status: RelayTaskStatus.Stopping or RelayTaskStatus.Stopped } => new StopResult.Accepted(task, Changed: false),
                    { Status: RelayTaskStatus.Queued or RelayTaskStatus.Running } => await StopAsync(scope, task, byLogin, token),
                    _ => new StopResult.AlreadyFinished(task),
                };
            },
            cancellationToken);
        if (result is StopResult.Accepted { Changed: true })
        {
            stopping.Set();
        }

        return result;
    }

    /// <summary>Queues an ended task once more.</summary>
    public Task<RetryResult> RetryAsync(Guid taskId, RetryRequest change, string byLogin, CancellationToken cancellationToken) =>
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

                return await requeue.QueueAgainAsync(scope, task, change, $"Retried by {byLogin}.", token) is MoveResult.Moved moved
                    ? new RetryResult.Queued(moved.Task)
                    : new RetryResult.NotRetryable(task);
            },
            cancellationToken);

    private async Task<StopResult> StopAsync(WriteScope scope, RelayTask task, string byLogin, CancellationToken cancellationToken)
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
                Reason = $"Stopped by {byLogin}.",
                Set = setters =>
                {
                    setters.SetProperty(row => row.StopRequestedAt, now);
                    if (isRunning)
                    {
                        setters.SetProperty(row => row.DeadlineAt, now + StopGrace);
                    }
                },
            },
            cancellationToken);
        return result is MoveResult.Moved moved ? new StopResult.Accepted(moved.Task, Changed: true) : new StopResult.AlreadyFinished(task);
    }
}
