using System.Text.Json.Serialization;

namespace TaskRelay.Web.Webhooks.Payload;

/// <summary>The few members of GitHub's payloads that are used. Everything else is skipped unread.</summary>
public sealed record WebhookPayload
{
    public string? Action { get; init; }

    public WebhookRepository? Repository { get; init; }

    public WebhookIssue? Issue { get; init; }

    public WebhookComment? Comment { get; init; }

    public WebhookPullRequest? PullRequest { get; init; }

    public WebhookAccount? Sender { get; init; }

    public WebhookInstallation? Installation { get; init; }

    /// <summary>Of <c>installation</c>: what it covers.</summary>
    public IReadOnlyList<WebhookRepositoryLink>? Repositories { get; init; }

    /// <summary>Of <c>installation_repositories</c>: what it covers no longer.</summary>
    public IReadOnlyList<WebhookRepositoryLink>? RepositoriesRemoved { get; init; }
}

/// <summary>A repository in a list.</summary>
public sealed record WebhookRepositoryLink
{
    public required long Id { get; init; }
}

/// <summary>A repository in a payload.</summary>
public sealed record WebhookRepository
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required WebhookAccount Owner { get; init; }
}

/// <summary>An issue or pull request in a payload.</summary>
public sealed record WebhookIssue
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    public string? Body { get; init; }

    public WebhookAccount? User { get; init; }

    /// <summary>Present when the issue is a pull request.</summary>
    public WebhookPullRequestLink? PullRequest { get; init; }
}

/// <summary>Says that an issue is a pull request.</summary>
public sealed record WebhookPullRequestLink;

/// <summary>A pull request in a payload.</summary>
public sealed record WebhookPullRequest
{
    public required int Number { get; init; }

    public bool? Merged { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>A comment in a payload.</summary>
public sealed record WebhookComment
{
    public required long Id { get; init; }

    public required string Body { get; init; }

    public required WebhookAccount User { get; init; }

    public WebhookApp? PerformedViaGithubApp { get; init; }
}

/// <summary>The App that an action was done through.</summary>
public sealed record WebhookApp
{
    public required long Id { get; init; }
}

/// <summary>A person, bot or organization in a payload.</summary>
public sealed record WebhookAccount
{
    public required long Id { get; init; }

    public required string Login { get; init; }

    public string? Type { get; init; }

    /// <summary>Anything that is not a person: a bot, an App, an organization.</summary>
    [JsonIgnore]
    public bool IsBot => Type is not (null or "User") || Login.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An installation in a payload; absent in those of a repository's own hook.</summary>
public sealed record WebhookInstallation
{
    public required long Id { get; init; }
}
