using System.Collections.Concurrent;

namespace TaskRelay.Web.Http.Limits;

/// <summary>Remembers who asked too often since this process started, for administrators.</summary>
public sealed class RefusedCallers(TimeProvider clock)
{
    /// <summary>A flood from many addresses must not become a flood of memory.</summary>
    private const int MaxKept = 200;

    private readonly ConcurrentDictionary<(string Kind, string Who), (int Count, DateTimeOffset LastAt)> _refused = new();

    /// <summary>Those who were refused last come first.</summary>
    public IReadOnlyList<RefusedCaller> Current =>
        [.. _refused.Select(one => new RefusedCaller(one.Key.Kind, one.Key.Who, one.Value.Count, one.Value.LastAt)).OrderByDescending(one => one.LastAt)];

    /// <summary>One more refusal.</summary>
    public void Note(string kind, string who)
    {
        var now = clock.GetUtcNow();
        _refused.AddOrUpdate((kind, who), (1, now), (_, known) => (known.Count + 1, now));
        if (_refused.Count > MaxKept)
        {
            foreach (var old in _refused.OrderBy(one => one.Value.LastAt).Take(_refused.Count - MaxKept))
            {
                _refused.TryRemove(old.Key, out _);
            }
        }
    }
}
