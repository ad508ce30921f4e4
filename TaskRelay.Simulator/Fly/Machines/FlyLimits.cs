using System.Collections.Concurrent;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>Fly's limits: one request a second for each action on each Machine or app, three at once; reading a Machine five and ten.</summary>
internal sealed class FlyLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string, string), DateTimeOffset> _whole = [];

    public bool TryTake(FlyActionName action, string subject)
    {
        var (perSecond, burst) = action.Name == "get" ? (5, 10) : (1, 3);
        var (now, step) = (time.GetUtcNow(), TimeSpan.FromSeconds(1.0 / perSecond));
        var key = (action.Name, subject);
        while (true)
        {
            var known = _whole.GetOrAdd(key, now);
            var next = (known > now ? known : now) + step;
            // A little tolerance: what was sent a second apart may arrive a bit closer.
            if (next - now > (step * burst) + TimeSpan.FromMilliseconds(250))
                return false;
            if (_whole.TryUpdate(key, next, known))
                return true;
        }
    }

    public bool IsLeased(FlyMachine machine, string nonce) =>
        machine.Lease is { } lease && lease.ExpiresAt > time.GetUtcNow() && lease.Nonce != nonce;
}

/// <summary>What an endpoint counts as.</summary>
/// <param name="Name">Name of the action.</param>
/// <param name="Changes">Needs the nonce of a Machine that is leased.</param>
internal sealed record FlyActionName(string Name, bool Changes = false);
