using TaskRelay.Web.Tasks;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Webhooks;

/// <summary>Reads from a payload what it says about things that tasks are about. Pure.</summary>
internal static class ExternalChangeReader
{
    /// <summary>Null when it says nothing that matters.</summary>
    public static ExternalChange? Read(string eventName, WebhookPayload payload) => (eventName, payload.Action) switch
    {
        (WebhookEvents.Issues, "closed") => Ended(payload, isGone: false, "was closed"),
        (WebhookEvents.Issues, "deleted") => Ended(payload, isGone: true, "was deleted"),
        (WebhookEvents.Issues, "transferred") => Ended(payload, isGone: true, "was moved to another repository"),
        (WebhookEvents.PullRequest, "closed") => Moved(payload, payload.PullRequest!.Merged is true ? PullRequestState.Merged : PullRequestState.Closed),
        (WebhookEvents.PullRequest, "reopened") => Moved(payload, PullRequestState.Open),
        (WebhookEvents.Installation, "deleted") => AccessEnded(payload, isWhole: true, payload.Repositories, "The GitHub App was uninstalled"),
        (WebhookEvents.Installation, "suspend") => AccessEnded(payload, isWhole: true, payload.Repositories, "The GitHub App was suspended"),
        (WebhookEvents.InstallationRepositories, "removed") =>
            AccessEnded(payload, isWhole: false, payload.RepositoriesRemoved, "The GitHub App was removed from this repository"),
        _ => null,
    };

    private static ExternalChange.IssueEnded Ended(WebhookPayload payload, bool isGone, string what) =>
        new(payload.Issue!.Number, isGone, $"Issue #{payload.Issue.Number} {what}{By(payload)}.");

    private static ExternalChange.PullRequestMoved Moved(WebhookPayload payload, PullRequestState state) =>
        new(payload.PullRequest!.Number, state, payload.PullRequest.UpdatedAt);

    private static ExternalChange.AccessEnded AccessEnded(WebhookPayload payload, bool isWhole, IReadOnlyList<WebhookRepositoryLink>? repositories, string what) =>
        new(payload.Installation?.Id, isWhole, [.. (repositories ?? []).Select(repository => repository.Id)], $"{what}{By(payload)}.");

    private static string By(WebhookPayload payload) => payload.Sender is { } sender ? $" by {sender.Login}" : "";
}
