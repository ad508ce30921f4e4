using System.Collections.Concurrent;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>
/// Keeps within Fly's limits: for each action on each Machine (or app, where there is no Machine yet) one request a
/// second and three at once, for reading a Machine five a second and ten at once. What comes too early waits.
/// </summary>
internal sealed class FlyPacer(TimeProvider clock)
{
    private const int PrunedAbove = 1000;

    /// <summary>When each key's allowance is whole again, as time since <see cref="_start"/>.</summary>
    private readonly ConcurrentDictionary<string, TimeSpan> _whole = new(StringComparer.Ordinal);

    private readonly long _start = clock.GetTimestamp();

    /// <summary>Waits for the turn of one request.</summary>
    public async Task WaitAsync(FlyAction action, string subject, CancellationToken cancellationToken)
    {
        var (perSecond, burst) = action == FlyAction.Get ? (5, 10) : (1, 3);
        var step = TimeSpan.FromSeconds(1.0 / perSecond);
        var now = clock.GetElapsedTime(_start);
        Prune(now);
        var whole = _whole.AddOrUpdate(Key(action, subject), _ => now + step, (_, known) => (known > now ? known : now) + step);

        // Of the steps that are owed, all but the burst's have to be waited for.
        var wait = whole - now - (step * burst);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Fly was asked too often all the same (others use the account too): nothing more for so long.</summary>
    public void Pause(FlyAction action, string subject, TimeSpan atLeast)
    {
        var (perSecond, burst) = action == FlyAction.Get ? (5, 10) : (1, 3);
        var until = clock.GetElapsedTime(_start) + atLeast + TimeSpan.FromSeconds((burst - 1.0) / perSecond);
        _whole.AddOrUpdate(Key(action, subject), until, (_, known) => known > until ? known : until);
    }

    private static string Key(FlyAction action, string subject) => $"{action}:{subject}";

    private void Prune(TimeSpan now)
    {
        if (_whole.Count > PrunedAbove)
        {
            foreach (var old in _whole.Where(entry => entry.Value <= now))
            {
                _whole.TryRemove(old);
            }
        }
    }
}
