namespace TaskRelay.Web.Auth;

/// <summary>The tokens of a session that is over, on their way to be revoked at GitHub; sealed as they were stored.</summary>
public sealed class EndedSession(byte[] accessToken, DateTimeOffset? expiresAt, byte[]? refreshToken)
{
    /// <summary>The user token.</summary>
    public byte[] AccessToken => accessToken;

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt => expiresAt;

    /// <summary>What would renew it for months.</summary>
    public byte[]? RefreshToken => refreshToken;

    /// <summary>Those of a stored session.</summary>
    public static EndedSession Of(UserSession session) => new(session.AccessToken, session.AccessTokenExpiresAt, session.RefreshToken);
}
