using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Callbacks;

/// <summary>Stores what a worker says while it works. Every call renews the lease, an empty one too.</summary>
public sealed class AttemptLog(
    IWriteGate writes, TaskEventWriter events, LogBudget budget, TaskOutbox outbox, TaskChanges changes, ServerRedactor redactor, TimeProvider clock)
{
    private const int MaxLineLength = 64 * 1024;

    private static readonly HashSet<string> Phases =
        [.. TaskPhases.All];

    /// <summary>Stores a batch. True when the worker is to go on; null when the attempt is over.</summary>
    public async Task<bool?> StoreAsync(AttemptView view, IReadOnlyList<WorkerEvent> batch, CancellationToken cancellationToken)
    {
        var secrets = await redactor.ForAsync(view.Task.CreatedById, cancellationToken);
        var lines = batch.Select(line => Line(line, secrets)).ToList();
        return await writes.WriteAsync<bool?>(
            async (scope, token) =>
            {
                var task = await scope.Db.Tasks.AsNoTracking().FirstAsync(row => row.Id == view.Task.Id, token);
                if (task.Attempt != view.Attempt.Number || !TaskMoves.IsActive(task.Status))
                {
                    return null;
                }

                var fresh = await StoreAsync(scope, view.Attempt, lines, token);
                await ShowProgressAsync(scope, task, fresh, token);
                await ShowUsageAsync(scope, task, fresh, token);
                if (fresh.Count > 0)
                {
                    changes.PublishAfterCommit(scope, task.Id);
                }

                return task.Status == RelayTaskStatus.Running;
            },
            cancellationToken);
    }

    /// <summary>Renews the lease, and stores those lines that are new and that there is room for. Returns the new ones.</summary>
    private async Task<IReadOnlyList<TaskLine>> StoreAsync(
        WriteScope scope, TaskAttempt attempt, IReadOnlyList<TaskLine> lines, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + AttemptLease.Length;
        var rows = scope.Db.Attempts.Where(row => row.TaskId == attempt.TaskId && row.Number == attempt.Number);
        if (lines.Count == 0)
        {
            await rows.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.LeaseUntil, until), cancellationToken);
            return lines;
        }

        var stored = await rows.Select(row => new { row.LogBytes, row.LogDropped }).FirstAsync(cancellationToken);
        var room = new LogRoom(
            await budget.OfAsync(scope.Db, attempt.TaskId, attempt.Number, cancellationToken), stored.LogBytes, stored.LogDropped);
        var fresh = await events.AppendAsync(scope, attempt.TaskId, attempt.Number, lines, room, cancellationToken);
        await rows.ExecuteUpdateAsync(
            setters => setters
                .SetProperty(row => row.LeaseUntil, until)
                .SetProperty(row => row.LogBytes, room.Used)
                .SetProperty(row => row.LogDropped, room.Dropped),
            cancellationToken);
        return fresh;
    }

    private async Task ShowProgressAsync(WriteScope scope, RelayTask task, IReadOnlyList<TaskLine> fresh, CancellationToken cancellationToken)
    {
        if (fresh.LastOrDefault(line => line.Kind == TaskEventKind.Progress && Phases.Contains(line.Stream ?? "")) is not { } line)
        {
            return;
        }

        var now = clock.GetUtcNow();
        await scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(
            setters => setters
                .SetProperty(row => row.ProgressPhase, line.Stream)
                .SetProperty(row => row.ProgressMessage, line.Text)
                .SetProperty(row => row.ProgressAt, now),
            cancellationToken);
        outbox.TaskChanged(scope, task);
    }

    private static async Task ShowUsageAsync(WriteScope scope, RelayTask task, IReadOnlyList<TaskLine> fresh, CancellationToken cancellationToken)
    {
        if (fresh.LastOrDefault(line => line.Stream == WorkerStreams.Usage) is not { } line || ReadUsage(line.Text) is not { } usage)
        {
            return;
        }

        await scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(
            setters => setters
                .SetProperty(row => row.InputTokens, usage.InputTokens)
                .SetProperty(row => row.OutputTokens, usage.OutputTokens)
                .SetProperty(row => row.CostUsd, usage.CostUsd),
            cancellationToken);
    }

    private static ReportedUsage? ReadUsage(string text)
    {
        try
        {
            var usage = JsonSerializer.Deserialize(text, ContractsJson.Default.ReportedUsage);
            return usage is { InputTokens: >= 0, OutputTokens: >= 0, CostUsd: >= 0 and < 1e9 } ? usage : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TaskLine Line(WorkerEvent line, TaskRedactor secrets) => new(
        line.Seq,
        line.At,
        line.Kind == WorkerEventKinds.Progress ? TaskEventKind.Progress : TaskEventKind.Log,
        line.Stream is { Length: <= 40 } stream ? stream : null,
        secrets.Redact(line.Text, MaxLineLength));
}
