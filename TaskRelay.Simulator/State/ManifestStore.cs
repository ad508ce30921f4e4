using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TaskRelay.Simulator.State;

/// <summary>Apps that were registered and not fetched yet: each code is good once, for an hour.</summary>
internal sealed class ManifestStore(TimeProvider time)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Registered> _codes = new(StringComparer.Ordinal);

    public string Add(AppManifest manifest, string name, string owner)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        _codes[code] = new Registered(manifest, name, owner, time.GetUtcNow() + CodeLife);
        return code;
    }

    public Registered? Take(string code) => _codes.TryRemove(code, out var found) && found.ExpiresAt > time.GetUtcNow() ? found : null;

    public sealed record Registered(AppManifest Manifest, string Name, string Owner, DateTimeOffset ExpiresAt);
}
