using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>Leases and deadlines of running attempts.</summary>
public sealed class LeaseStore(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, Custody custody, TimeProvider clock)
{
    /// <summary>What a worker gets to come back after the server was away: its own repeats come every 30 s.</summary>
    private static readonly TimeSpan ReturnTime = TimeSpan.FromMinutes(2);

    /// <summary>Running and stopping tasks with their current attempts.</summary>
    public async Task<IReadOnlyList<(RelayTask Task, TaskAttempt Attempt)>> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Tasks
            .Where(task => task.Status == RelayTaskStatus.Running || task.Status == RelayTaskStatus.Stopping)
            .Join(
                context.Attempts,
                task => new { TaskId = task.Id, Number = task.Attempt },
                attempt => new { attempt.TaskId, attempt.Number },
                (task, attempt) => new { task, attempt })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.task, row.attempt))];
    }

    /// <summary>Whether the attempt's last sign of life lies so far back.</summary>
    public async Task<bool> IsQuietAsync(TaskAttempt attempt, TimeSpan atLeast, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lease = await context.Attempts
            .Where(row => row.TaskId == attempt.TaskId && row.Number == attempt.Number)
            .Select(row => row.LeaseUntil)
            .FirstOrDefaultAsync(cancellationToken);
        var lastSign = lease - AttemptLease.Length ?? attempt.StartedAt;
        return clock.GetUtcNow() - lastSign >= atLeast;
    }

    /// <summary>Keeps the handle of an adopted worker.</summary>
    public Task SaveHandleAsync(TaskAttempt attempt, string handle, CancellationToken cancellationToken) => writes.WriteAsync(
        (scope, token) => scope.Db.Attempts
            .Where(row => row.TaskId == attempt.TaskId && row.Number == attempt.Number)
            .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Handle, handle), token),
        cancellationToken);

    /// <summary>
    /// Moves every open lease and deadline by the same time: after the server was away (nobody could renew a lease) or
    /// the clock was set. No task may change its state for that.
    /// </summary>
    public Task ShiftAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        var milliseconds = (long)by.TotalMilliseconds;
        return writes.WriteAsync(
            (scope, _) =>
            {
                scope.Execute(
                    """
                    UPDATE attempts SET lease_until = lease_until + @p0, launch_deadline = launch_deadline + @p0
                    WHERE ended_at IS NULL
                    """,
                    milliseconds);
                scope.Execute(
                    """
                    UPDATE tasks SET deadline_at = deadline_at + @p0, next_admission_at = next_admission_at + @p0
                    WHERE status IN ('queued', 'running', 'stopping')
                    """,
                    milliseconds);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>
    /// Gives every running attempt time to be heard again: at start, before the first sweep. While the server was away
    /// nobody could claim, renew or report, and that must cost no attempt its work. Where another instance lives, only
    /// its own workers had nobody to call.
    /// </summary>
    public async Task RenewAllAsync(CancellationToken cancellationToken)
    {
        var (node, isShared) = (custody.Node, await custody.IsSharedAsync(cancellationToken));
        var now = clock.GetUtcNow();
        var (lease, deadline) = (now + AttemptLease.Length, now + ReturnTime);
        await writes.WriteAsync(
            async (scope, token) =>
            {
                var open = scope.Db.Attempts.Where(row => row.EndedAt == null && (!isShared || row.Owner == node));
                await open
                    .Where(row => row.ClaimedAt != null)
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.LeaseUntil, lease), token);
                await open
                    .Where(row => row.ClaimedAt == null && row.LaunchDeadline < deadline)
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.LaunchDeadline, deadline), token);
                await scope.Db.Tasks
                    .Where(row => row.Status == RelayTaskStatus.Running && row.DeadlineAt < deadline && open.Any(attempt => attempt.TaskId == row.Id && attempt.Number == row.Attempt))
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.DeadlineAt, deadline), token);
            },
            cancellationToken);
    }
}
