namespace TaskRelay.Simulator.Models;

/// <summary>Sends a streamed answer, whole or broken.</summary>
internal static class ModelStream
{
    public static async Task SendAsync(HttpContext http, IReadOnlyList<StreamedEvent> events, StreamBreak breaks)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        var whole = breaks == StreamBreak.None ? events.Count : events.Count / 2;
        foreach (var one in events.Take(whole))
        {
            await http.Response.WriteAsync(one.ToString(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
        if (breaks == StreamBreak.Malformed)
        {
            var half = events[whole].ToString().TrimEnd('\n');
            await http.Response.WriteAsync(half[..^(half.Length / 3)] + "\n\n", http.RequestAborted);
        }
        if (breaks == StreamBreak.Cut)
            http.Abort();
    }
}
