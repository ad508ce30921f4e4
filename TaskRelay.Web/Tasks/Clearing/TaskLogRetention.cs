using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Tasks.Clearing;

/// <summary>
/// Keeps the output and the prompts of ended tasks for <c>Retention:LogDays</c>. States and phases stay with the task,
/// and a line says that the rest is gone.
/// </summary>
public sealed class TaskLogRetention(
    IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, TaskEventWriter events, TaskChanges changes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock)
    : IRetentionRule
{
    /// <summary>Everything that ended before this is done: an hourly look needn't pass the whole history again.</summary>
    private DateTimeOffset _done;

    /// <inheritdoc />
    public string Name => "task logs";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.LogDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.LogDays;

    /// <inheritdoc />
    public async Task<int> PruneAsync(int most, CancellationToken cancellationToken)
    {
        if (Days is not (> 0 and var days) || await NextAsync(clock.GetUtcNow() - TimeSpan.FromDays(days), cancellationToken) is not var (id, completedAt))
        {
            return 0;
        }

        _done = completedAt;
        return await writes.WriteAsync((scope, token) => ClearAsync(scope, id, completedAt, most, days, token), cancellationToken);
    }

    /// <summary>The task that ended first of those that have something to clear.</summary>
    private async Task<(Guid Id, DateTimeOffset CompletedAt)?> NextAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Tasks
            .Where(task => task.CompletedAt != null && task.CompletedAt >= _done && task.CompletedAt < before)
            .Where(task => db.Events.Any(line => line.TaskId == task.Id && line.WorkerSeq != null && line.Kind == TaskEventKind.Log)
                || db.Attempts.Any(attempt => attempt.TaskId == task.Id && attempt.Prompt != null))
            .OrderBy(task => task.CompletedAt)
            .Select(task => new { task.Id, task.CompletedAt })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Id, found.CompletedAt!.Value);
    }

    private async Task<int> ClearAsync(WriteScope scope, Guid id, DateTimeOffset completedAt, int most, int days, CancellationToken cancellationToken)
    {
        // Somebody may have let it be tried again since.
        if (await scope.Db.Tasks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.CompletedAt == completedAt, cancellationToken) is not { } task)
        {
            return 1;
        }

        var lines = scope.Db.Events.Where(line => line.TaskId == id && line.WorkerSeq != null && line.Kind == TaskEventKind.Log);
        var last = await lines.OrderBy(line => line.Seq).Skip(most - 1).Select(line => (long?)line.Seq).FirstOrDefaultAsync(cancellationToken);
        var count = await lines.Where(line => last == null || line.Seq <= last).ExecuteDeleteAsync(cancellationToken);
        if (last is not null)
        {
            return count;
        }

        await scope.Db.Attempts.Where(attempt => attempt.TaskId == id).ExecuteUpdateAsync(
            setters => setters.SetProperty(row => row.Prompt, (string?)null).SetProperty(row => row.PromptDetails, (string?)null), cancellationToken);
        await events.AppendNoteAsync(
            scope, task, $"The output and the prompts of this task were removed {days} days after its end.", clock.GetUtcNow(), cancellationToken);
        changes.PublishAfterCommit(scope, id);
        return count + 1;
    }
}
