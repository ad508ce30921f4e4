namespace TaskRelay.Web.GitHub;

/// <summary>A GitHub App as it was made, with the secrets that GitHub tells this once. A class: a record would print them.</summary>
public sealed class MadeApp
{
    public required long Id { get; init; }

    public required string Slug { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string PrivateKey { get; init; }

    /// <summary>Null where the App was made without a webhook.</summary>
    public string? WebhookSecret { get; init; }
}
