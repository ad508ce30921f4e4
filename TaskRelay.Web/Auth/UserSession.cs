namespace TaskRelay.Web.Auth;

/// <summary>A sign-in, kept on the server; the cookie carries only its random key.</summary>
public sealed class UserSession
{
    /// <summary>SHA-256 of the key in the cookie.</summary>
    public required byte[] KeyHash { get; init; }

    public required long UserId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>GitHub user token, protected with Data Protection.</summary>
    public required byte[] AccessToken { get; set; }

    public DateTimeOffset? AccessTokenExpiresAt { get; set; }

    /// <summary>Refresh token, protected.</summary>
    public byte[]? RefreshToken { get; set; }
}
