using Microsoft.EntityFrameworkCore;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Security;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>Turns a planned launch into a worker: intent first, then the runner, then its handle.</summary>
public sealed partial class TaskLauncher(
    IWriteGate writes,
    TaskGate gate,
    RunnerRegistry runners,
    InstanceIdentity instance,
    TaskDefaults defaults,
    LaunchLine line,
    LostWorkers lost,
    TimeProvider clock,
    ILogger<TaskLauncher> logger)
{
    /// <summary>Unclaimed after this, a launch is lost.</summary>
    public static readonly TimeSpan LaunchTime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(10);

    /// <summary>What the deadline leaves after the time limit to save the work.</summary>
    private static readonly TimeSpan SaveTime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Stores the intent to launch a task, and returns the ticket; null when the task has moved on meanwhile. From here
    /// on there is a launch deadline that the sweeper watches, whatever becomes of <see cref="StartAsync"/>.
    /// </summary>
    public async Task<string?> ClaimAsync(RelayTask task, CancellationToken cancellationToken)
    {
        using var step = RelayTelemetry.Step("launch", task);
        var ticket = SecretToken.Create("trl_");

        // Checkpoint 1: the intent.
        return await ClaimAsync(task, ticket, cancellationToken) ? ticket : null;
    }

    /// <summary>Starts the worker for a stored intent.</summary>
    public async Task StartAsync(RelayTask task, string ticket, CancellationToken cancellationToken)
    {
        CrashPoints.Pass("before_launch");
        var result = runners.Find(task.Runner) is { } runner
            ? await runner.LaunchAsync(new LaunchOrder(task.Id, task.Attempt, ticket), cancellationToken)
            : new LaunchResult.Failed($"There is no runner called {task.Runner}.");

        // Checkpoint 2: a worker may run. A crash here is healed by asking the runner before anything is started again.
        CrashPoints.Pass("after_launch_before_handle");
        switch (result)
        {
            case LaunchResult.Started started:
                await SaveHandleAsync(task, started.Handle, cancellationToken);
                Log.Launched(logger, task.Id, task.Attempt, task.Runner, started.Handle);
                break;
            case LaunchResult.Failed failed:
                await lost.NotLaunchedAsync(task, failed.Reason, cancellationToken);
                break;
        }
    }

    private Task<bool> ClaimAsync(RelayTask task, string ticket, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return writes.WriteAsync(
            async (scope, token) =>
            {
                // Planned before a pause, perhaps: from the pause's commit on nothing starts.
                if (await PauseQueries.IsHeldAsync(scope.Db, task.RepositoryId, token)
                    || !await line.MayStartAsync(scope.Db, task.Id, token))
                {
                    return false;
                }

                var limit = await defaults.TimeLimitAsync(scope.Db, task.CreatedById, task.RepositoryId, token);
                var moved = await gate.MoveAsync(
                    scope,
                    new TaskMove
                    {
                        TaskId = task.Id,
                        Attempt = task.Attempt,
                        From = [RelayTaskStatus.Queued],
                        To = RelayTaskStatus.Running,
                        Reason = $"Attempt {task.Attempt} starts on the {task.Runner} runner.",
                        Set = setters => setters
                            .SetProperty(row => row.StartedAt, now)
                            .SetProperty(row => row.DeadlineAt, now + limit + SaveTime)
                            .SetProperty(row => row.WaitReason, (string?)null)
                            .SetProperty(row => row.ProgressPhase, TaskPhases.Preparing)
                            .SetProperty(row => row.ProgressMessage, "Starting a worker")
                            .SetProperty(row => row.ProgressAt, now),
                    },
                    token);
                if (moved is not MoveResult.Moved)
                {
                    return false;
                }

                scope.Db.Attempts.Add(new TaskAttempt
                {
                    TaskId = task.Id,
                    Number = task.Attempt,
                    Runner = task.Runner,
                    Owner = instance.Node,
                    StartedAt = now,
                    LaunchDeadline = now + LaunchTime,
                    TicketHash = SecretToken.Hash(ticket),
                    TicketExpiresAt = now + TicketLife,
                    TimeLimitSeconds = (int)limit.TotalSeconds,
                });
                await scope.Db.SaveChangesAsync(token);
                return true;
            },
            cancellationToken);
    }

    private Task SaveHandleAsync(RelayTask task, string handle, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            (scope, token) => scope.Db.Attempts
                .Where(row => row.TaskId == task.Id && row.Number == task.Attempt)
                .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Handle, handle), token),
            cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Task {TaskId}, attempt {Attempt}: launched on {Runner} as {Handle}.")]
        public static partial void Launched(ILogger logger, Guid taskId, int attempt, string runner, string handle);
    }
}
