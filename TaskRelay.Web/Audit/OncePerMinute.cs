namespace TaskRelay.Web.Audit;

/// <summary>Lets the same thing through once a minute, so that repeating it fills no disk. Keeps a bounded number of things in mind.</summary>
internal sealed class OncePerMinute<T>(TimeProvider clock)
    where T : notnull
{
    private const int MaxKept = 1000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<T, DateTimeOffset> _seen = [];

    /// <summary>Whether it is new; null when there are too many new things in this minute.</summary>
    public bool? Takes(T thing)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_seen.TryGetValue(thing, out var at) && (now - at).Duration() < Minute)
            {
                return false;
            }

            if (_seen.Count >= MaxKept)
            {
                foreach (var (old, _) in _seen.Where(pair => (now - pair.Value).Duration() >= Minute).ToList())
                {
                    _seen.Remove(old);
                }

                if (_seen.Count >= MaxKept)
                {
                    return null;
                }
            }

            _seen[thing] = now;
            return true;
        }
    }
}
