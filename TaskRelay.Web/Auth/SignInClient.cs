using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>The App's OAuth client, which may change while the app runs.</summary>
public sealed class SignInClient(GitHubAppSource source)
{
    /// <summary>Id and secret, when both are there.</summary>
    public (string Id, string Secret)? Current =>
        source.Current is { ClientId: { } id, ClientSecret: { } secret } ? (id, secret) : null;
}
