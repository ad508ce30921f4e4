using System.Collections.Frozen;

namespace TaskRelay.Web.Webhooks;

/// <summary>The events that may arrive without being an error.</summary>
public static class WebhookEvents
{
    public const string IssueComment = "issue_comment";
    public const string Issues = "issues";
    public const string PullRequest = "pull_request";
    public const string Ping = "ping";
    public const string Installation = "installation";
    public const string InstallationRepositories = "installation_repositories";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            IssueComment, Issues, PullRequest, Ping,

            // GitHub sends these to every App unasked.
            Installation, InstallationRepositories, "installation_target", "github_app_authorization", "meta",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Used =
        FrozenSet.ToFrozenSet([IssueComment, Issues, PullRequest, Installation, InstallationRepositories], StringComparer.Ordinal);

    /// <summary>Whether something may come of this event, so that a missed one is worth asking for again.</summary>
    public static bool IsUsed(string? name) => name is not null && Used.Contains(name);

    /// <summary>Whether TaskRelay takes this event at all.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);
}
