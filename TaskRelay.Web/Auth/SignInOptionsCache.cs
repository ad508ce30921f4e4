using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Auth;

/// <summary>Makes the sign-in scheme's settings anew when the App's client has changed; the framework would keep the first for ever.</summary>
public sealed class SignInOptionsCache(SignInClient client) : IOptionsMonitorCache<OAuthOptions>
{
    private volatile Entry? _entry;

    /// <inheritdoc />
    public OAuthOptions GetOrAdd(string? name, Func<OAuthOptions> createOptions)
    {
        var current = client.Current;
        var entry = _entry;
        if (entry is null || entry.Client != current)
        {
            // Two requests may both make one; either is right.
            _entry = entry = new Entry(current, createOptions());
        }

        return entry.Options;
    }

    /// <inheritdoc />
    public bool TryAdd(string? name, OAuthOptions options)
    {
        _entry = new Entry(client.Current, options);
        return true;
    }

    /// <inheritdoc />
    public bool TryRemove(string? name)
    {
        _entry = null;
        return true;
    }

    /// <inheritdoc />
    public void Clear() => _entry = null;

    private sealed record Entry((string Id, string Secret)? Client, OAuthOptions Options);
}
