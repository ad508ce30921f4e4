namespace TaskRelay.Web.Auth.Tokens;

/// <summary>A personal API token, as it is stored: nobody can use what is in here.</summary>
public sealed class ApiToken
{
    /// <summary>What tokens begin with, so that people and secret scanners know one when they see it.</summary>
    public const string Prefix = "trt_";

    public required Guid Id { get; init; }

    public required long UserId { get; init; }

    public required string Name { get; init; }

    /// <summary>Of <see cref="ApiScopes"/>, with a space between.</summary>
    public required string Scopes { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    public required string LastFour { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
