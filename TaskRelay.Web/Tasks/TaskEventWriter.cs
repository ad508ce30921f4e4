using Microsoft.EntityFrameworkCore;
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
        scope.Db.Events.Add(new TaskEvent
        {
            TaskId = task.Id,
            Seq = seq,
            Attempt = task.Attempt,
            At = at,
            Kind = TaskEventKind.State,
            Text = reason,
            Status = task.Status,
            ErrorCode = error?.Code,
            ErrorMessage = error?.Message,
            ErrorPhase = error?.Phase,
        });
        await scope.Db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Lines that a worker sent, in their order; the caller has dropped repeated ones.</summary>
    public async Task AppendAsync(
        WriteScope scope, Guid taskId, int attempt, IReadOnlyList<TaskLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var seq = await TakeAsync(scope, taskId, lines.Count, cancellationToken);
        foreach (var line in lines)
        {
            scope.Execute(
                """
                INSERT INTO task_events (task_id, seq, attempt, at, kind, stream, text)
                VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
                """,
                taskId, seq++, attempt, line.At, SnakeCase.Of(line.Kind), line.Stream, line.Text);
        }
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
