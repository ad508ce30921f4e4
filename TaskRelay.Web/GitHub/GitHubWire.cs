using Octokit.Internal;

namespace TaskRelay.Web.GitHub;

// The few members that are read, as Octokit's serializer fills them. Octokit's own models lack some and know no id look-up.
internal sealed class WireAccount
{
    public long Id { get; init; }

    public string Login { get; init; } = "";

    public string? Type { get; init; }

    public WriterInfo Writer => new(Id, Login, Type == "User");
}

internal sealed class WireInstallation
{
    public long Id { get; init; }

    public WireAccount? Account { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }
}

internal sealed class WireApp
{
    public long Id { get; init; }

    public string? Slug { get; init; }

    public WireAccount? Owner { get; init; }

    public Dictionary<string, string>? Permissions { get; init; }

    public List<string>? Events { get; init; }
}

internal sealed class WireHookConfig
{
    public string? Url { get; init; }

    public string? ContentType { get; init; }

    /// <summary>A text or a number, as GitHub pleases.</summary>
    public object? InsecureSsl { get; init; }

    /// <summary>Stars, when there is one.</summary>
    public string? Secret { get; init; }
}

internal sealed class WireHookDelivery
{
    public DateTimeOffset DeliveredAt { get; init; }

    public int StatusCode { get; init; }

    public string? Status { get; init; }
}

internal sealed class WirePermission
{
    public string Permission { get; init; } = "";

    public WireAccount? User { get; init; }
}

internal sealed class WireRepository
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public WireAccount? Owner { get; init; }

    public string DefaultBranch { get; init; } = "";

    public bool Private { get; init; }
}

internal sealed class WireLabel
{
    public string Name { get; init; } = "";
}

internal sealed class WireIssue
{
    public int Number { get; init; }

    public string Title { get; init; } = "";

    public string? Body { get; init; }

    public string State { get; init; } = "";

    public WireAccount? User { get; init; }

    public string HtmlUrl { get; init; } = "";

    public int Comments { get; init; }

    public List<WireLabel>? Labels { get; init; }

    public WirePullRequestLink? PullRequest { get; init; }
}

internal sealed class WirePullRequestLink
{
    public string? Url { get; init; }
}

internal sealed class WirePullRequest
{
    public int Number { get; init; }

    public string State { get; init; } = "";

    public WireAccount? User { get; init; }

    public WireBranch? Head { get; init; }

    public WireBranch? Base { get; init; }
}

internal sealed class WireBranch
{
    public string Ref { get; init; } = "";

    public string Sha { get; init; } = "";

    public WireRepository? Repo { get; init; }
}

internal sealed class WireComment
{
    public long Id { get; init; }

    public string? Body { get; init; }

    public WireAccount? User { get; init; }

    [Parameter(Key = "performed_via_github_app")]
    public WireApp? PerformedViaGitHubApp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string HtmlUrl { get; init; } = "";
}

internal sealed class WireReaction
{
    public long Id { get; init; }
}
