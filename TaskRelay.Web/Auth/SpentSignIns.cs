using System.Collections.Concurrent;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Sign-ins that were answered. The browser drops its cookie after the first answer, but a copy of cookie and address
/// would pass again: the server remembers too, for as long as a sign-in may take.
/// </summary>
public sealed class SpentSignIns(TimeProvider clock)
{
    private const int PruneAbove = 1000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _spent = new(StringComparer.Ordinal);

    /// <summary>True for the first who brings this sign-in.</summary>
    public bool TrySpend(string id, DateTimeOffset endsAt)
    {
        if (_spent.Count > PruneAbove)
        {
            var now = clock.GetUtcNow();
            foreach (var (old, end) in _spent)
            {
                if (end < now)
                {
                    _spent.TryRemove(old, out _);
                }
            }
        }

        return _spent.TryAdd(id, endsAt);
    }
}
