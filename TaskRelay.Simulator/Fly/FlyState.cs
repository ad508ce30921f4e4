using System.Collections.Concurrent;

namespace TaskRelay.Simulator.Fly;

/// <summary>The apps and tokens of a Fly: tokens of an organization, deploy tokens of one app, tokens for one Machine.</summary>
public sealed class FlyState
{
    /// <summary>Fly's scheme, with which its tokens are shown.</summary>
    public const string Scheme = "FlyV1 ";

    private readonly ConcurrentDictionary<string, string> _apps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FlyTokenInfo> _tokens = new(StringComparer.Ordinal);

    /// <summary>An app of an organization.</summary>
    public void AddApp(string name, string organization) => _apps[name] = organization;

    /// <summary>A token, with or without its scheme; it reaches the organization's apps, or only those named.</summary>
    public void AddToken(string token, string organization, params string[] apps) =>
        _tokens[Bare(token)] = new FlyTokenInfo(organization, apps, null);

    /// <summary>A token that is good for one Machine alone.</summary>
    public void AddMachineToken(string token, string organization, string machine) =>
        _tokens[Bare(token)] = new FlyTokenInfo(organization, [], machine);

    public void Revoke(string token) => _tokens.TryRemove(Bare(token), out _);

    internal FlyTokenInfo? FindToken(string? authorization)
    {
        foreach (var scheme in new[] { Scheme, "Bearer " })
            if (authorization?.StartsWith(scheme, StringComparison.Ordinal) == true)
                return _tokens.GetValueOrDefault(authorization[scheme.Length..]);
        return null;
    }

    internal string? OrganizationOf(string app) => _apps.GetValueOrDefault(app);

    private static string Bare(string token) => token.StartsWith(Scheme, StringComparison.Ordinal) ? token[Scheme.Length..] : token;
}
