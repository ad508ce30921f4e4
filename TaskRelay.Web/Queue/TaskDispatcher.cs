using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Queue;

/// <summary>The queue's loop: admit, plan, launch. Woken at once after a commit; the poll is the net.</summary>
public sealed partial class TaskDispatcher(
    TaskAdmission admission,
    TaskLauncher launcher,
    IDbContextFactory<RelayDbContext> contexts,
    IWriteGate writes,
    TaskOutbox outbox,
    TaskChanges changes,
    QueueSignal signal,
    LaunchLine line,
    LoopStart loopStart,
    TimeProvider clock,
    ILogger<TaskDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>An admission older than this is repeated before anything is started.</summary>
    private static readonly TimeSpan AdmissionLife = TimeSpan.FromMinutes(5);

    private readonly LookPace pace = new(clock);
    private readonly ConcurrentDictionary<Task, bool> _starts = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await admission.AdmitAsync(stoppingToken);
                await DispatchAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RoundFailed(logger, exception);
            }

            await pace.RestAsync(stoppingToken);
            await signal.WaitAsync(Poll, clock, stoppingToken);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_starts.Keys).WaitAsync(cancellationToken);
    }

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        var plan = await pace.LookAsync(() => PlanAsync(cancellationToken));
        foreach (var (entry, place) in plan.Where(entry => entry.WaitReason is not null).Select((entry, index) => (entry, index + 1)))
        {
            await ShowWaitAsync(entry.Task, $"{entry.WaitReason} {PlaceInLine.Words(place)}", cancellationToken);
        }

        foreach (var entry in plan.Where(entry => entry.WaitReason is null))
        {
            await LaunchAsync(entry.Task.Id, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<LaunchPlan.Entry>> PlanAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await line.PlanAsync(context, cancellationToken);
    }

    private async Task LaunchAsync(Guid taskId, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (await context.Tasks.FirstOrDefaultAsync(row => row.Id == taskId && row.Status == RelayTaskStatus.Queued, cancellationToken) is not { } task)
            {
                return;
            }

            // Permission may have gone while the task waited for its turn.
            var isFresh = clock.GetUtcNow() - task.AdmittedAt < AdmissionLife;
            if ((isFresh || await admission.AdmitAsync(task, cancellationToken))
                && await launcher.ClaimAsync(task, cancellationToken) is { } ticket)
            {
                // A runner may take minutes where its platform is in trouble: the others' tasks don't wait for it.
                var start = StartAsync(task, ticket, cancellationToken);
                _starts.TryAdd(start, true);
                _ = start.ContinueWith(ended => _starts.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.LaunchBroke(logger, taskId, exception);
        }
    }

    private async Task StartAsync(RelayTask task, string ticket, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await launcher.StartAsync(task, ticket, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops; the next one asks the runner what became of it.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.LaunchBroke(logger, task.Id, exception);
        }
    }

    private async Task ShowWaitAsync(LaunchPlan.QueuedTask task, string reason, CancellationToken cancellationToken)
    {
        if (task.ShownReason == reason)
        {
            return;
        }

        await writes.WriteAsync(
            async (scope, token) =>
            {
                var changed = await scope.Db.Tasks
                    .Where(row => row.Id == task.Id && row.Attempt == task.Attempt && row.Status == RelayTaskStatus.Queued)
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.WaitReason, reason), token);
                if (changed > 0)
                {
                    outbox.TaskChanged(scope, await scope.Db.Tasks.AsNoTracking().FirstAsync(row => row.Id == task.Id, token));
                    changes.PublishAfterCommit(scope, task.Id);
                }
            },
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A round of the queue failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Launching task {TaskId} broke; the sweeper will decide.")]
        public static partial void LaunchBroke(ILogger logger, Guid taskId, Exception exception);
    }
}
