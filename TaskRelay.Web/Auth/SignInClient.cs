using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>The App's OAuth client, which may change while the app runs.</summary>
public sealed class SignInClient(IOptionsMonitor<GitHubOptions> options)
{
    /// <summary>Id and secret, when both are there.</summary>
    public (string Id, string Secret)? Current =>
        options.CurrentValue is { ClientId: { Length: > 0 } id, ClientSecret: { Length: > 0 } secret } ? (id, secret) : null;
}
