using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>
/// The end of an attempt whose worker is gone, or never came: failed, and queued again in the same transaction while
/// attempts last.
/// </summary>
public sealed class LostWorkers(IWriteGate writes, TaskGate gate, TaskRequeue requeue, TimeProvider clock)
{
    /// <summary>Writes the end. Refused quietly when the worker's report came first.</summary>
    public Task GiveUpAsync(RelayTask task, string reason, CancellationToken cancellationToken) =>
        EndAsync(task, new ReportedError(ErrorCodes.WorkerLost, reason, task.ProgressPhase), cancellationToken);

    /// <summary>No worker could be started.</summary>
    public Task NotLaunchedAsync(RelayTask task, string reason, CancellationToken cancellationToken) =>
        EndAsync(task, new ReportedError(ErrorCodes.LaunchFailed, reason, TaskPhases.Preparing), cancellationToken);

    private Task EndAsync(RelayTask task, ReportedError error, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, token) =>
        {
            var again = AutomaticRetry.At(task, error, clock.GetUtcNow(), requeue.LongestWait);
            var result = await gate.MoveAsync(
                scope,
                new TaskMove
                {
                    TaskId = task.Id,
                    Attempt = task.Attempt,
                    From = [RelayTaskStatus.Running],
                    To = RelayTaskStatus.Failed,
                    Reason = error.Message,
                    Error = new TaskError(error.Code, error.Message, error.Phase),
                    IsRetried = again is not null,
                },
                token);
            if (again is { } at && result is MoveResult.Moved moved)
            {
                await requeue.QueueLaterAsync(scope, moved.Task, at, AutomaticRetry.Words(error, at), token);
            }
        },
        cancellationToken);
}
