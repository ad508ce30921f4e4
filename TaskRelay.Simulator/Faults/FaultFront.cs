using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Faults;

/// <summary>Stands before everything else and lets scripted faults happen.</summary>
internal sealed class FaultFront(RequestDelegate next, FaultScript script)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (script.Take(http.Request.Method, http.Request.Path) is not { } fault)
        {
            await next(http);
            return;
        }
        var met = new MetFault();
        http.Features.Set(met);
        if (fault.OnHit is not null)
            await fault.OnHit();
        if (fault.Delay is { } delay)
            await Task.Delay(delay, http.RequestAborted);
        if (fault.HangUntilCancelled)
            await HangAsync(http, met);
        else if (fault.ApplyThenFail)
            await ApplyThenFailAsync(http, fault, met);
        else if (fault.EmptyList)
            await EmptyAsync(http);
        else if (fault.Status is not null)
            await AnswerAsync(http, fault);
        else
        {
            foreach (var (name, value) in fault.Headers)
                http.Response.Headers[name] = value;
            await next(http);
        }
    }

    private async Task HangAsync(HttpContext http, MetFault met)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, script.Released);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = either.Token.Register(gone.SetResult);
        await gone.Task;
        met.Abort(http);
    }

    private async Task ApplyThenFailAsync(HttpContext http, Fault fault, MetFault met)
    {
        await BufferAsync(http);
        fault.CountApplied();
        if (fault.OnApplied is not null)
            await fault.OnApplied();
        if (fault.Status is null)
        {
            met.Abort(http);
            return;
        }
        http.Response.Clear();
        await AnswerAsync(http, fault);
    }

    private async Task EmptyAsync(HttpContext http)
    {
        var body = await BufferAsync(http);
        http.Response.ContentLength = null;
        http.Response.Headers.Remove("Link");
        http.Response.Headers.Remove("ETag");
        var emptied = JsonNode.Parse(body) switch
        {
            JsonArray => new JsonArray(),
            JsonObject wrapped => Emptied(wrapped),
            var other => other,
        };
        await http.Response.WriteAsync(Answer.Write(emptied!), http.RequestAborted);
    }

    private static JsonObject Emptied(JsonObject wrapped)
    {
        foreach (var name in wrapped.Where(member => member.Value is JsonArray).Select(member => member.Key).ToList())
            wrapped[name] = new JsonArray();
        if (wrapped.ContainsKey("total_count"))
            wrapped["total_count"] = 0;
        return wrapped;
    }

    /// <summary>Runs the request to its end with its answer kept here, so that no byte of it has left yet.</summary>
    private async Task<byte[]> BufferAsync(HttpContext http)
    {
        var body = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        return kept.ToArray();
    }

    private static async Task AnswerAsync(HttpContext http, Fault fault)
    {
        http.Response.StatusCode = fault.Status!.Value;
        http.Response.Headers["X-GitHub-Request-Id"] = "FA17:0000:0000:0000:00000000";
        foreach (var (name, value) in fault.Headers)
            http.Response.Headers[name] = value;
        var body = fault.Body ?? Answer.Write(Answer.Message(fault.Status.Value, "Server Error"));
        http.Response.ContentType ??= body.StartsWith('{') || body.StartsWith('[') ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        await http.Response.WriteAsync(body, http.RequestAborted);
    }
}
