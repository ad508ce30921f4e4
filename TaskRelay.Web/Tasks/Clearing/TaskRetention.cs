using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Tasks.Clearing;

/// <summary>
/// Keeps ended tasks for <c>Retention:TaskDays</c>; with one go its log, attempts, history and what GitHub was told of
/// it. Which comment made it stays known, so that the same comment never makes another. Unfinished ones stay.
/// </summary>
public sealed class TaskRetention(
    IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, TaskChanges changes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock)
    : IRetentionRule
{
    /// <summary>Longer than any runner needs to clear up; without it a runner that left the configuration would keep its tasks for ever.</summary>
    private static readonly TimeSpan ClearingTime = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public string Name => "tasks";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.TaskDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.TaskDays;

    /// <inheritdoc />
    public async Task<int> PruneAsync(int most, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(Days);
        return Days > 0 && await NextAsync(before, cancellationToken) is { } id
            ? await writes.WriteAsync((scope, token) => DeleteAsync(scope, id, before, most, token), cancellationToken)
            : 0;
    }

    /// <summary>The task that ended first, has nothing left on its runner, and of which GitHub knows all it will.</summary>
    private async Task<Guid?> NextAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var longAgo = before - ClearingTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Tasks
            .Where(task => task.CompletedAt != null && task.CompletedAt < before)
            .Where(task => !db.Attempts.Any(attempt => attempt.TaskId == task.Id && !attempt.IsCleaned && attempt.EndedAt > longAgo))
            .Where(task => !db.Outbox.Any(item => item.TaskId == task.Id && item.Sent < item.Wanted && !item.Dead))
            .OrderBy(task => task.CompletedAt)
            .Select(task => (Guid?)task.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<int> DeleteAsync(WriteScope scope, Guid id, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        // Somebody may have let it be tried again since.
        var task = scope.Db.Tasks.Where(row => row.Id == id && row.CompletedAt != null && row.CompletedAt < before);
        if (!await task.AnyAsync(cancellationToken))
        {
            return 1;
        }

        // A long log goes in pieces, before what points to it.
        var lines = scope.Db.Events.Where(line => line.TaskId == id);
        var last = await lines.OrderBy(line => line.Seq).Skip(most - 1).Select(line => (long?)line.Seq).FirstOrDefaultAsync(cancellationToken);
        var count = await lines.Where(line => last == null || line.Seq <= last).ExecuteDeleteAsync(cancellationToken);
        if (last is null)
        {
            count += await scope.Db.Outbox.Where(item => item.TaskId == id).ExecuteDeleteAsync(cancellationToken);
            count += await task.ExecuteDeleteAsync(cancellationToken);
            changes.PublishAfterCommit(scope, id);
        }

        return count;
    }
}
