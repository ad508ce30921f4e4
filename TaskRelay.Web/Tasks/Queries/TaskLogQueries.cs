using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>
/// Reads what happened in a task. Callers come here only with a task that <see cref="TaskQueries.FindAsync"/> found
/// open to them.
/// </summary>
public sealed class TaskLogQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>Lines after a number, oldest first.</summary>
    public async Task<IReadOnlyList<TaskEventView>> AfterAsync(Guid taskId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await db.Events
            .Where(line => line.TaskId == taskId && line.Seq > after)
            .OrderBy(line => line.Seq)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. lines.Select(TaskEventView.Of)];
    }

    /// <summary>The lines just before a number, oldest first.</summary>
    public async Task<IReadOnlyList<TaskEventView>> BeforeAsync(Guid taskId, long before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await db.Events
            .Where(line => line.TaskId == taskId && line.Seq < before)
            .OrderByDescending(line => line.Seq)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. lines.Select(TaskEventView.Of).Reverse()];
    }

    /// <summary>First line of each phase and attempt: the timeline's grid, however long the log is.</summary>
    public async Task<IReadOnlyList<TaskEventView>> PhasesAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await db.Events
            .Where(line => line.TaskId == taskId && line.Kind == TaskEventKind.Progress)
            .OrderBy(line => line.Seq)
            .Take(500)
            .ToListAsync(cancellationToken);
        return [.. lines.DistinctBy(line => (line.Attempt, line.Stream)).Select(TaskEventView.Of)];
    }

    /// <summary>The task's moves, oldest first.</summary>
    public async Task<IReadOnlyList<TaskHistoryView>> HistoryAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.History
            .Where(entry => entry.TaskId == taskId)
            .OrderBy(entry => entry.Id)
            .Take(200)
            .Select(entry => new TaskHistoryView(entry.Id, entry.Attempt, entry.At, entry.From, entry.To, entry.Reason, entry.Evidence))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The newest lines that hold these words, oldest first; in any case, as far as the store can tell cases apart.</summary>
    public async Task<IReadOnlyList<TaskEventView>> HoldingAsync(Guid taskId, string words, int limit, CancellationToken cancellationToken)
    {
        var lower = words.ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await db.Events
            .Where(line => line.TaskId == taskId && line.Text.ToLower().Contains(lower))
            .OrderByDescending(line => line.Seq)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. lines.Select(TaskEventView.Of).Reverse()];
    }

    /// <summary>The task's launches, oldest first.</summary>
    public async Task<IReadOnlyList<TaskAttemptView>> AttemptsAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Attempts
            .Where(attempt => attempt.TaskId == taskId)
            .OrderBy(attempt => attempt.Number)
            .Select(attempt => new TaskAttemptView(attempt.Number, attempt.Runner, attempt.StartedAt, attempt.ClaimedAt, attempt.EndedAt, attempt.Outcome))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The prompt of the newest attempt that had one.</summary>
    public async Task<TaskPromptView?> PromptAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Attempts
            .Where(attempt => attempt.TaskId == taskId && attempt.Prompt != null)
            .OrderByDescending(attempt => attempt.Number)
            .Select(attempt => new { attempt.Number, Text = attempt.Prompt!, attempt.PromptHiddenRemoved, attempt.PromptDetails })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var details = found.PromptDetails is { } json ? JsonSerializer.Deserialize<AttemptPromptDetails>(json, JsonSerializerOptions.Web) : null;
        return new TaskPromptView(found.Number, found.Text, found.PromptHiddenRemoved, details?.Parts ?? [], details?.Removed ?? []);
    }
}
