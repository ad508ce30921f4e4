using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>
/// Decides about one running or stopping attempt from its deadlines and from what its runner sees. The runner is asked
/// before anything is decided, and a worker is ended before its task is given to another.
/// </summary>
public sealed partial class AttemptSweeper(
    RunnerRegistry runners, LostWorkers lost, LeaseStore leases, IWriteGate writes, TaskGate gate, TimeProvider clock, ILogger<AttemptSweeper> logger)
{
    /// <summary>A report may still be on its way when its worker's process has ended.</summary>
    private static readonly TimeSpan ReportGrace = TimeSpan.FromSeconds(3);

    /// <summary>Looks at one attempt. Safe to repeat, and to race with a report: the gate decides.</summary>
    public async Task SweepAsync(RelayTask task, TaskAttempt attempt, CancellationToken cancellationToken)
    {
        if (runners.Find(attempt.Runner) is not { } runner)
        {
            Log.NoRunner(logger, task.Id, attempt.Runner);
            return;
        }

        if (task.Status == RelayTaskStatus.Stopping)
        {
            await SweepStoppingAsync(task, attempt, runner, cancellationToken);
            return;
        }

        var now = clock.GetUtcNow();
        if (task.DeadlineAt < now)
        {
            await TimeOutAsync(task, attempt, runner, cancellationToken);
            return;
        }

        var state = await runner.ObserveAsync(attempt, cancellationToken);
        var limit = attempt.ClaimedAt is null ? attempt.LaunchDeadline : attempt.LeaseUntil;
        switch (state)
        {
            case WorkerState.Gone gone when await leases.IsQuietAsync(attempt, ReportGrace, cancellationToken):
                await EndAsync(task, attempt, runner, gone.Reason ?? "The worker ended without a report.", cancellationToken);
                break;
            case WorkerState.Alive alive when attempt.Handle is null:
                // Adopted: a server before this one died between the launch and the saved handle.
                await leases.SaveHandleAsync(attempt, alive.Handle, cancellationToken);
                break;
            case WorkerState.Alive or WorkerState.Unknown when limit < now:
                var reason = attempt.ClaimedAt is null ? "The worker did not claim its task in time." : "The worker fell silent.";
                await EndAsync(task, attempt, runner, reason, cancellationToken);
                break;
        }
    }

    private async Task EndAsync(RelayTask task, TaskAttempt attempt, ITaskRunner runner, string reason, CancellationToken cancellationToken)
    {
        Log.Lost(logger, task.Id, attempt.Number, reason);
        await runner.KillAsync(attempt, cancellationToken);
        await lost.GiveUpAsync(task, reason, cancellationToken);
    }

    private async Task SweepStoppingAsync(RelayTask task, TaskAttempt attempt, ITaskRunner runner, CancellationToken cancellationToken)
    {
        var isGone = await runner.ObserveAsync(attempt, cancellationToken) is WorkerState.Gone;
        if (!isGone && clock.GetUtcNow() < task.DeadlineAt)
        {
            await runner.AskToEndAsync(attempt, cancellationToken);
            return;
        }

        // Even when the worker is gone: what it started may have left its group.
        await runner.KillAsync(attempt, cancellationToken);
        await MoveAsync(task, RelayTaskStatus.Stopping, RelayTaskStatus.Stopped, "Stopped: its processes are ended.", null, cancellationToken);
    }

    private async Task TimeOutAsync(RelayTask task, TaskAttempt attempt, ITaskRunner runner, CancellationToken cancellationToken)
    {
        await runner.KillAsync(attempt, cancellationToken);
        const string reason = "The time limit has passed and the worker did not end by itself.";
        await MoveAsync(
            task, RelayTaskStatus.Running, RelayTaskStatus.TimedOut, reason,
            new TaskError(ErrorCodes.TimedOut, reason, task.ProgressPhase), cancellationToken);
    }

    private Task<MoveResult> MoveAsync(
        RelayTask task, RelayTaskStatus from, RelayTaskStatus to, string reason, TaskError? error, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            (scope, token) => gate.MoveAsync(
                scope,
                new TaskMove { TaskId = task.Id, Attempt = task.Attempt, From = [from], To = to, Reason = reason, Error = error },
                token),
            cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Task {TaskId}, attempt {Attempt}, is lost: {Reason}")]
        public static partial void Lost(ILogger logger, Guid taskId, int attempt, string reason);

        [LoggerMessage(2, LogLevel.Error, "Task {TaskId} runs on {Runner}, which is not configured any more.")]
        public static partial void NoRunner(ILogger logger, Guid taskId, string runner);
    }
}
