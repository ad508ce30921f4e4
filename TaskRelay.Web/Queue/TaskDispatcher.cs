using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
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
    IOptionsMonitor<QueueLimits> limits,
    TimeProvider clock,
    ILogger<TaskDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>An admission older than this is repeated before anything is started.</summary>
    private static readonly TimeSpan AdmissionLife = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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

            await signal.WaitAsync(Poll, clock, stoppingToken);
        }
    }

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Tasks
            .Where(task => task.Status == RelayTaskStatus.Queued || task.Status == RelayTaskStatus.Running || task.Status == RelayTaskStatus.Stopping)
            .OrderBy(task => task.Id)
            .ToListAsync(cancellationToken);
        var plan = LaunchPlan.Make(
            open.Where(task => task is { Status: RelayTaskStatus.Queued, AdmittedAt: not null }).Select(task => new LaunchPlan.QueuedTask(
                task.Id, task.Attempt, task.Priority, task.QueuedAt, task.CreatedById, task.RepositoryId, task.IssueNumber)),
            open.Where(task => TaskMoves.IsActive(task.Status)).Select(task => new LaunchPlan.RunningTask(
                task.CreatedById, task.RepositoryId, task.IssueNumber)),
            limits.CurrentValue);
        var byId = open.ToDictionary(task => task.Id);
        foreach (var (entry, place) in plan.Where(entry => entry.WaitReason is not null).Select((entry, index) => (entry, index + 1)))
        {
            await ShowWaitAsync(byId[entry.Task.Id], $"{entry.WaitReason} Place {place} in line.", cancellationToken);
        }

        foreach (var entry in plan.Where(entry => entry.WaitReason is null))
        {
            await LaunchAsync(byId[entry.Task.Id], cancellationToken);
        }
    }

    private async Task LaunchAsync(RelayTask task, CancellationToken cancellationToken)
    {
        try
        {
            // Permission may have gone while the task waited for its turn.
            var isFresh = clock.GetUtcNow() - task.AdmittedAt < AdmissionLife;
            if (isFresh || await admission.AdmitAsync(task, cancellationToken))
            {
                await launcher.LaunchAsync(task, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.LaunchBroke(logger, task.Id, exception);
        }
    }

    private async Task ShowWaitAsync(RelayTask task, string reason, CancellationToken cancellationToken)
    {
        if (task.WaitReason == reason)
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
                    outbox.TaskChanged(scope, task);
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
