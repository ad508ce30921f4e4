namespace TaskRelay.Web.GitHub;

/// <summary>The <c>GitHub</c> section: addresses, and the App unless the store holds it.</summary>
public sealed class GitHubOptions
{
    public const string Section = "GitHub";

    /// <summary>Pages and sign-in, used to the letter.</summary>
    public string WebBaseUrl { get; set; } = "https://github.com";

    /// <summary>REST, used to the letter (Enterprise Server: <c>https://HOST/api/v3</c>).</summary>
    public string ApiBaseUrl { get; set; } = "https://api.github.com";

    /// <summary>Where clones come from, when not from <see cref="WebBaseUrl"/>.</summary>
    public string? CloneBaseUrl { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    public string? AppId { get; set; }

    public string? AppSlug { get; set; }

    /// <summary>PEM, with real line breaks or <c>\n</c>.</summary>
    public string? PrivateKey { get; set; }

    public string? PrivateKeyPath { get; set; }

    public string? WebhookSecret { get; set; }

    /// <summary>Still accepted while a rotation is under way.</summary>
    public string? PreviousWebhookSecret { get; set; }

    /// <summary>The name that commands begin with, without the <c>@</c>.</summary>
    public string Mention { get; set; } = "taskrelay";

    /// <summary><c>webhook</c>, <c>poll</c> or <c>both</c>.</summary>
    public string Ingest { get; set; } = "webhook";

    /// <summary>Whether GitHub can send webhooks here. Where it can't, none is missed and none is asked for again.</summary>
    public bool TakesWebhooks => !string.Equals(Ingest, "poll", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether comments are read from GitHub.</summary>
    public bool Polls => !string.Equals(Ingest, "webhook", StringComparison.OrdinalIgnoreCase);
}
