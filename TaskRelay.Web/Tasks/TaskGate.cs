using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using TaskRelay.Web.Data;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// The one place where a task's status changes. The <c>WHERE</c> of a single update is the lock: whichever of two
/// movers commits first wins, and the other gets a refusal. History, event and outbox rows go with the move.
/// </summary>
public sealed class TaskGate(TaskEventWriter events, TaskOutbox outbox, TaskChanges changes, RelayMetrics metrics, IEnumerable<ITaskEndNotice> notices, TimeProvider clock)
{
    /// <summary>Applies a move inside the caller's piece of work at the write gate.</summary>
    public async Task<MoveResult> MoveAsync(WriteScope scope, TaskMove move, CancellationToken cancellationToken)
    {
        RequireInTable(move);
        var before = await scope.Db.Tasks.AsNoTracking().FirstOrDefaultAsync(task => task.Id == move.TaskId, cancellationToken);
        if (before is null)
        {
            return new MoveResult.NoSuchTask();
        }

        var now = clock.GetUtcNow();
        var changed = await scope.Db.Tasks
            .Where(task => task.Id == move.TaskId && task.Attempt == move.Attempt && move.From.Contains(task.Status))
            .ExecuteUpdateAsync(setters => Apply(setters, move, now), cancellationToken);
        if (changed == 0)
        {
            return before.Attempt != move.Attempt ? new MoveResult.Superseded(before) : new MoveResult.Refused(before);
        }

        var after = await scope.Db.Tasks.AsNoTracking().FirstAsync(task => task.Id == move.TaskId, cancellationToken);
        if (TaskMoves.IsTerminal(move.To))
        {
            await scope.Db.Attempts
                .Where(attempt => attempt.TaskId == move.TaskId && attempt.Number == move.Attempt)
                .ExecuteUpdateAsync(
                    setters => setters
                        .SetProperty(attempt => attempt.EndedAt, now)
                        .SetProperty(attempt => attempt.Outcome, move.To)
                        .SetProperty(attempt => attempt.LeaseUntil, (DateTimeOffset?)null),
                    cancellationToken);
        }

        await RecordAsync(scope, after, before.Status, move, now, cancellationToken);
        return new MoveResult.Moved(after, before.Status);
    }

    private static void Apply(UpdateSettersBuilder<RelayTask> setters, TaskMove move, DateTimeOffset now)
    {
        setters
            .SetProperty(task => task.Status, move.To)
            .SetProperty(task => task.ErrorCode, move.Error?.Code)
            .SetProperty(task => task.ErrorMessage, move.Error?.Message)
            .SetProperty(task => task.ErrorPhase, move.Error?.Phase);
        if (TaskMoves.IsTerminal(move.To))
        {
            setters
                .SetProperty(task => task.CompletedAt, now)
                .SetProperty(task => task.DeadlineAt, (DateTimeOffset?)null)
                .SetProperty(task => task.WaitReason, (string?)null);
        }

        move.Set?.Invoke(setters);
    }

    private static void RequireInTable(TaskMove move)
    {
        foreach (var from in move.From)
        {
            if (!TaskMoves.IsAllowed(from, move.To))
            {
                throw new InvalidOperationException($"The table of moves has no {from} -> {move.To}.");
            }
        }
    }

    private async Task RecordAsync(
        WriteScope scope, RelayTask task, RelayTaskStatus from, TaskMove move, DateTimeOffset now, CancellationToken cancellationToken)
    {
        scope.Db.History.Add(new TaskHistoryEntry
        {
            TaskId = task.Id,
            Attempt = task.Attempt,
            At = now,
            From = from,
            To = move.To,
            Reason = move.Reason,
            Evidence = move.Evidence,
        });
        await scope.Db.SaveChangesAsync(cancellationToken);
        await events.AppendStateAsync(scope, task, move.Reason, move.Error, now, cancellationToken);
        if (!move.IsRetried)
        {
            outbox.TaskChanged(scope, task);
            foreach (var notice in TaskMoves.IsTerminal(move.To) ? notices : [])
            {
                await notice.WriteAsync(scope, task, cancellationToken);
            }
        }

        changes.PublishAfterCommit(scope, task.Id);
        scope.AfterCommit(() => metrics.Moved(task));
    }
}
