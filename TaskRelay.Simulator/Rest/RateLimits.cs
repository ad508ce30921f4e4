using System.Collections.Concurrent;

namespace TaskRelay.Simulator.Rest;

/// <summary>Requests per hour and caller. <see cref="Limit"/> may be lowered to see what a client does at its end.</summary>
public sealed class RateLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    public int Limit { get; set; } = 15_000;

    /// <summary>Everybody begins a new hour.</summary>
    public void Clear() => _windows.Clear();

    internal Standing Count(string key)
    {
        var now = time.GetUtcNow();
        var window = _windows.AddOrUpdate(key, _ => new Window(1, now.AddHours(1)),
            (_, known) => known.EndsAt <= now ? new Window(1, now.AddHours(1)) : known with { Used = known.Used + 1 });
        return Standing(window);
    }

    /// <summary>A request that found nothing changed costs nothing.</summary>
    internal Standing GiveBack(string key)
    {
        var now = time.GetUtcNow();
        return Standing(_windows.AddOrUpdate(key, _ => new Window(0, now.AddHours(1)), (_, known) => known with { Used = Math.Max(0, known.Used - 1) }));
    }

    internal Standing Look(string key) =>
        Standing(_windows.TryGetValue(key, out var window) && window.EndsAt > time.GetUtcNow() ? window : new Window(0, time.GetUtcNow().AddHours(1)));

    internal static void Write(HttpResponse response, Standing standing)
    {
        response.Headers["X-RateLimit-Limit"] = standing.Limit.ToString();
        response.Headers["X-RateLimit-Remaining"] = standing.Remaining.ToString();
        response.Headers["X-RateLimit-Used"] = standing.Used.ToString();
        response.Headers["X-RateLimit-Reset"] = standing.Reset.ToString();
        response.Headers["X-RateLimit-Resource"] = "core";
    }

    private Standing Standing(Window window) => new(Limit, Math.Min(window.Used, Limit), window.EndsAt.ToUnixTimeSeconds(), window.Used > Limit);

    private sealed record Window(int Used, DateTimeOffset EndsAt);
}
