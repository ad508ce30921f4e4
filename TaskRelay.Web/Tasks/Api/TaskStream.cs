using System.Text;
using System.Text.Json;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>A task's log as server-sent events. The number of a line is its event id, so a browser goes on where it was cut off.</summary>
internal static class TaskStream
{
    private const int Batch = 500;
    private static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(15);

    /// <summary>Between two looks, however fast hints come.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    /// <summary>Hints may be lost; nothing is later than this.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    public static async Task<IResult> RunAsync(
        HttpContext context, string id, TaskDoor door, TaskLogQueries log, TaskChanges changes, LivingCallers callers, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        var lastId = context.Request.Headers["Last-Event-ID"].ToString();
        var seq = 0L;
        if (lastId.Length > 0 && (!long.TryParse(lastId, out seq) || seq < 0))
        {
            return ProblemResults.Problem(StatusCodes.Status400BadRequest, "invalid_request", "Last-Event-ID must be the id of an event of this stream.");
        }

        var (task, refusal) = await door.AllAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        if (lastId.Length > 0 && TaskMoves.IsTerminal(task!.Status) && seq >= task.LastEventSeq)
        {
            return TypedResults.NoContent();
        }

        // Listening begins before the log is read, or a change between the two would be missed.
        using var hints = changes.Subscribe(task!.Id);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await PumpAsync(context, id, seq, door, log, hints, callers, clock, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller went away, or the server is going down: they come back with Last-Event-ID.
        }

        return TypedResults.Empty;
    }

    private static async Task PumpAsync(
        HttpContext context, string id, long seq, TaskDoor door, TaskLogQueries log, TaskChanges.Subscription hints, LivingCallers callers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var response = context.Response;
        var commentAt = clock.GetUtcNow() + CommentEvery;
        await response.WriteAsync(": taskrelay\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            // Read before the log: a status that is terminal here means that the log read next is whole.
            var (task, refusal) = await door.AllAsync(context, id);
            var isUnknown = refusal is IStatusCodeHttpResult { StatusCode: StatusCodes.Status502BadGateway };
            if ((refusal is not null && !isUnknown) || await callers.CurrentAsync(context.User, cancellationToken) is null)
            {
                return;
            }

            // While GitHub can't be asked whether the reader still has access, nothing is shown and nothing ends.
            while (task is not null)
            {
                var lines = await log.AfterAsync(task.Id, seq, Batch, cancellationToken);
                seq = lines.Count > 0 ? lines[^1].Seq : seq;
                await SendAsync(response, lines, cancellationToken);
                if (lines.Count < Batch)
                {
                    break;
                }
            }

            if (task is not null && TaskMoves.IsTerminal(task.Status))
            {
                await response.WriteAsync($"id: {seq}\nevent: end\ndata: {{\"status\":\"{SnakeCase.Of(task.Status)}\"}}\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                return;
            }

            if (clock.GetUtcNow() >= commentAt)
            {
                commentAt = clock.GetUtcNow() + CommentEvery;
                await response.WriteAsync(": still here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }

            await Task.Delay(Gap, clock, cancellationToken);

            // Not past the next comment: those are what keeps proxies from cutting the line.
            var rest = commentAt - clock.GetUtcNow();
            await hints.WaitAsync(rest < TimeSpan.Zero ? TimeSpan.Zero : rest < LookEvery - Gap ? rest : LookEvery - Gap, clock, cancellationToken);
        }
    }

    private static async Task SendAsync(HttpResponse response, IReadOnlyList<TaskEventView> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var text = new StringBuilder();
        foreach (var line in lines)
        {
            // JSON escapes line breaks, so the data is one line.
            text.Append("id: ").Append(line.Seq)
                .Append("\nevent: ").Append(SnakeCase.Of(line.Kind))
                .Append("\ndata: ").Append(JsonSerializer.Serialize(line, RelayJson.Options)).Append("\n\n");
        }

        await response.WriteAsync(text.ToString(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
