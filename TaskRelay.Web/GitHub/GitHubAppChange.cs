namespace TaskRelay.Web.GitHub;

/// <summary>What to store about the App: null leaves a value as it is, an empty text removes it.</summary>
public sealed class GitHubAppChange
{
    public string? AppId { get; init; }

    public string? Slug { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public string? PrivateKey { get; init; }

    /// <summary>A new secret; give the old one as <see cref="PreviousWebhookSecret"/> to have both accepted during a rotation.</summary>
    public string? WebhookSecret { get; init; }

    public string? PreviousWebhookSecret { get; init; }

    /// <summary><c>webhook</c>, <c>poll</c> or <c>both</c>: how comments come in, where the configuration does not say it.</summary>
    public string? Ingest { get; init; }
}
