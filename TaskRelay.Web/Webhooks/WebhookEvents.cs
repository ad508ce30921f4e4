using System.Collections.Frozen;

namespace TaskRelay.Web.Webhooks;

/// <summary>The events that may arrive without being an error.</summary>
public static class WebhookEvents
{
    public const string IssueComment = "issue_comment";
    public const string Issues = "issues";
    public const string PullRequest = "pull_request";
    public const string Ping = "ping";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            IssueComment, Issues, PullRequest, Ping,

            // GitHub sends these to every App unasked.
            "installation", "installation_repositories", "installation_target", "github_app_authorization", "meta",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether TaskRelay takes this event at all.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);
}
