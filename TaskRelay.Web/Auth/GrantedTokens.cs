namespace TaskRelay.Web.Auth;

/// <summary>What GitHub gave for a code, or for a refresh token. A class and not a record: a record would print its secrets.</summary>
public sealed class GrantedTokens(string accessToken, string? refreshToken, TimeSpan? expiresIn)
{
    /// <summary>The user token.</summary>
    public string AccessToken => accessToken;

    /// <summary>What renews it, once; null where user tokens don't expire.</summary>
    public string? RefreshToken => refreshToken;

    /// <summary>Life of the user token, where it ends.</summary>
    public TimeSpan? ExpiresIn => expiresIn;
}
