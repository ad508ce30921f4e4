using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>
/// The loop that finds what nobody else would tell: silent workers, passed deadlines, stops to carry out, folders to
/// clear. At start it adopts what still runs.
/// </summary>
public sealed partial class LeaseSweeper(
    LeaseStore leases,
    AttemptSweeper attempts,
    RunnerRegistry runners,
    Custody custody,
    IDbContextFactory<RelayDbContext> contexts,
    IWriteGate writes,
    TaskGate gate,
    StopSignal signal,
    LoopStart loopStart,
    TimeProvider clock,
    ILogger<LeaseSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>While something stops or has just ended, the next look comes sooner.</summary>
    private static readonly TimeSpan ShortPeriod = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        var isAdopted = false;
        var mark = new ClockMark(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            var isBusy = false;
            try
            {
                if (!isAdopted)
                {
                    await leases.RenewAllAsync(stoppingToken);
                    isAdopted = true;
                }

                if (mark.TakeJump() is var jump && jump.Duration() > ClockTolerance)
                {
                    Log.ClockJumped(logger, jump);
                    await ShiftAsync(jump, stoppingToken);
                }

                isBusy = await MayJudgeAsync(stoppingToken) && await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RoundFailed(logger, exception);
            }

            await signal.WaitAsync(isBusy ? ShortPeriod : Period, clock, stoppingToken);
        }
    }

    /// <summary>Leases go by the clocks of all: one machine's must not move another's.</summary>
    private async Task ShiftAsync(TimeSpan jump, CancellationToken cancellationToken)
    {
        if (!await custody.IsSharedAsync(cancellationToken))
        {
            await leases.ShiftAsync(jump, cancellationToken);
        }
    }

    private async Task<bool> MayJudgeAsync(CancellationToken cancellationToken)
    {
        if (await custody.ClockFaultAsync(cancellationToken) is not { } ahead)
        {
            return true;
        }

        Log.ClockIsOff(logger, ahead);
        return false;
    }

    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var active = (await leases.ActiveAsync(cancellationToken)).Where(row => custody.LooksAfter(row.Task, row.Attempt)).ToList();
        await Parallel.ForEachAsync(active, cancellationToken, async (row, token) =>
        {
            try
            {
                await attempts.SweepAsync(row.Task, row.Attempt, token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A bad row harms only itself.
                Log.SweepBroke(logger, row.Task.Id, exception);
            }
        });
        await ExpireAsync(cancellationToken);
        await CleanAsync(cancellationToken);
        return await IsAnyEndingAsync(active, cancellationToken);
    }

    /// <summary>A worker that is gone may have its report on the way; one that stops is looked after until it has.</summary>
    private async Task<bool> IsAnyEndingAsync(IReadOnlyList<(RelayTask Task, TaskAttempt Attempt)> active, CancellationToken cancellationToken)
    {
        foreach (var (task, attempt) in active)
        {
            if (task.Status == RelayTaskStatus.Stopping
                || (runners.Find(attempt.Runner) is { } runner && await runner.ObserveAsync(attempt, cancellationToken) is WorkerState.Gone))
            {
                return true;
            }
        }

        return false;
    }

    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var expired = await context.Tasks
            .Where(task => task.Status == RelayTaskStatus.Queued && task.DeadlineAt < now)
            .Where(task => !context.AdmissionPauses.Any(pause => pause.RepositoryId == AdmissionPause.Everything || pause.RepositoryId == task.RepositoryId))
            .ToListAsync(cancellationToken);
        foreach (var task in expired)
        {
            var reason = $"It waited longer than the operator allows. {task.WaitReason}".Trim();
            await writes.WriteAsync(
                (scope, token) => gate.MoveAsync(
                    scope,
                    new TaskMove
                    {
                        TaskId = task.Id,
                        Attempt = task.Attempt,
                        From = [RelayTaskStatus.Queued],
                        To = RelayTaskStatus.Rejected,
                        Reason = reason,
                        Error = new TaskError(AdmissionCodes.QueueExpired, reason),
                    },
                    token),
                cancellationToken);
        }
    }

    /// <summary>Ended attempts whose folder is still there: processes first, then the files.</summary>
    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (node, tied) = (custody.Node, runners.Tied);
        var ended = await context.Attempts
            .Where(attempt => attempt.EndedAt != null && !attempt.IsCleaned && (node == null || attempt.Owner == node || !tied.Contains(attempt.Runner)))
            .OrderBy(attempt => attempt.EndedAt)
            .Take(50)
            .ToListAsync(cancellationToken);
        foreach (var attempt in ended)
        {
            if (runners.Find(attempt.Runner) is not { } runner)
            {
                continue;
            }

            if (await runner.ObserveAsync(attempt, cancellationToken) is WorkerState.Alive)
            {
                // Reported and about to end by itself; an orphan after that.
                if (clock.GetUtcNow() - attempt.EndedAt > TaskControl.StopGrace)
                {
                    await runner.KillAsync(attempt, cancellationToken);
                }

                continue;
            }

            await runner.CleanAsync(attempt, cancellationToken);
            await writes.WriteAsync(
                (scope, token) => scope.Db.Attempts
                    .Where(row => row.TaskId == attempt.TaskId && row.Number == attempt.Number)
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.IsCleaned, true), token),
                cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A sweep failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Sweeping task {TaskId} broke.")]
        public static partial void SweepBroke(ILogger logger, Guid taskId, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The clock jumped by {Jump}; leases and deadlines move with it where nobody shares them.")]
        public static partial void ClockJumped(ILogger logger, TimeSpan jump);

        [LoggerMessage(4, LogLevel.Error, "This machine's clock is {Ahead} ahead of the database's: no attempt is judged by it while other instances run. Let the machine set its clock from the network.")]
        public static partial void ClockIsOff(ILogger logger, TimeSpan ahead);
    }
}
