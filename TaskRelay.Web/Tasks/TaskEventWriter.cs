using Microsoft.EntityFrameworkCore;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>Appends to a task's log. Numbers come from the task's own row, so they rise by one whatever writes.</summary>
public sealed class TaskEventWriter
{
    /// <summary>The line that goes with a change of status.</summary>
    public async Task AppendStateAsync(
        WriteScope scope, RelayTask task, string reason, TaskError? error, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var seq = await TakeAsync(scope, task.Id, 1, cancellationToken);
        scope.Execute(
            """
            INSERT INTO task_events (task_id, seq, attempt, at, kind, text, status, error_code, error_message, error_phase)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
            """,
            task.Id, seq, task.Attempt, at, SnakeCase.Of(TaskEventKind.State), reason, SnakeCase.Of(task.Status),
            error?.Code, error?.Message, error?.Phase);
    }

    /// <summary>A line of TaskRelay's own, for people who read the log.</summary>
    public async Task AppendNoteAsync(WriteScope scope, RelayTask task, string text, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var seq = await TakeAsync(scope, task.Id, 1, cancellationToken);
        scope.Execute(
            "INSERT INTO task_events (task_id, seq, attempt, at, kind, stream, text) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            task.Id, seq, task.Attempt, at, SnakeCase.Of(TaskEventKind.Log), WorkerStreams.Worker, text);
    }

    /// <summary>Lines of a log that has no limit.</summary>
    public Task<IReadOnlyList<TaskLine>> AppendAsync(
        WriteScope scope, Guid taskId, int attempt, IReadOnlyList<TaskLine> lines, CancellationToken cancellationToken) =>
        AppendAsync(scope, taskId, attempt, lines, null, cancellationToken);

    /// <summary>
    /// Lines that a worker sent, in order; those that are stored already are dropped. Returns the new ones, also those
    /// that there is no <paramref name="room"/> for.
    /// </summary>
    public async Task<IReadOnlyList<TaskLine>> AppendAsync(
        WriteScope scope, Guid taskId, int attempt, IReadOnlyList<TaskLine> lines, LogRoom? room, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var first = lines.Min(line => line.WorkerSeq);
        var last = lines.Max(line => line.WorkerSeq);
        var known = await scope.Db.Events
            .Where(line => line.TaskId == taskId && line.Attempt == attempt && line.WorkerSeq >= first && line.WorkerSeq <= last)
            .Select(line => line.WorkerSeq!.Value)
            .ToHashSetAsync(cancellationToken);
        var fresh = lines.Where(line => known.Add(line.WorkerSeq)).ToList();
        if (fresh.Count == 0)
        {
            return fresh;
        }

        var kept = room?.Fit(fresh) ?? fresh;
        var seq = kept.Count == 0 ? 0 : await TakeAsync(scope, taskId, kept.Count, cancellationToken);
        foreach (var line in kept)
        {
            scope.Execute(
                """
                INSERT INTO task_events (task_id, seq, attempt, worker_seq, at, kind, stream, text)
                VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
                """,
                taskId, seq++, attempt, line.WorkerSeq, line.At, SnakeCase.Of(line.Kind), line.Stream, line.Text);
        }

        return fresh;
    }

    /// <summary>First number of a run of <paramref name="count"/> that now belongs to the caller.</summary>
    private static async Task<long> TakeAsync(WriteScope scope, Guid taskId, int count, CancellationToken cancellationToken)
    {
        await scope.Db.Tasks
            .Where(task => task.Id == taskId)
            .ExecuteUpdateAsync(setters => setters.SetProperty(task => task.LastEventSeq, task => task.LastEventSeq + count), cancellationToken);
        var last = await scope.Db.Tasks.Where(task => task.Id == taskId).Select(task => task.LastEventSeq).FirstAsync(cancellationToken);
        return last - count + 1;
    }
}
