using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>A caller's user token, and what the store knows of it. A class and not a record: a record would print it.</summary>
public sealed class TokenStanding(GitHubAnswer<string> token, DateTimeOffset? expiresAt, bool isUnreadable)
{
    /// <summary>The token, a refusal, or that GitHub could not be asked to renew it.</summary>
    public GitHubAnswer<string> Token => token;

    /// <summary>When it has to be renewed; null where user tokens don't expire, or the session has ended.</summary>
    public DateTimeOffset? ExpiresAt => expiresAt;

    /// <summary>A token is stored, but the present keys can't open it.</summary>
    public bool IsUnreadable => isUnreadable;
}
