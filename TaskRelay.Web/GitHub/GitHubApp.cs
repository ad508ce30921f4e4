namespace TaskRelay.Web.GitHub;

/// <summary>
/// The GitHub App as it is known at one moment; immutable, so that the webhook path reads it without a lock. A class
/// and not a record: a record would print its secrets.
/// </summary>
public sealed class GitHubApp
{
    /// <summary>Nothing is set up.</summary>
    public static readonly GitHubApp None = new();

    public long? AppId { get; init; }

    public string? Slug { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>PEM that was seen to be readable; null when there is none or it isn't.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Secrets that a webhook may be signed with, UTF-8: the current one, then the previous one. Empty means that none is set up.</summary>
    public IReadOnlyList<byte[]> WebhookSecrets { get; init; } = [];

    /// <summary>What is wrong with what was set up, in sentences for an operator.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the App can speak for itself: id and key.</summary>
    public bool CanSign => AppId is not null && PrivateKey is not null;

    /// <summary>Whether people can sign in through it.</summary>
    public bool CanSignIn => ClientId is not null && ClientSecret is not null;

    /// <summary>The login under which the App writes comments.</summary>
    public string? BotLogin => Slug is null ? null : $"{Slug}[bot]";
}
