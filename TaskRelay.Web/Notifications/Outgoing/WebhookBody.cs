using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>What an endpoint is sent.</summary>
/// <param name="Type">The event.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">About what.</param>
public sealed record WebhookBody<T>(string Type, DateTimeOffset Timestamp, T Data);

/// <summary>A task as it ended.</summary>
public sealed record EndedTask(
    Guid Id,
    string Url,
    RelayTaskStatus Status,
    int Attempt,
    string Agent,
    string? Model,
    TaskPriority Priority,
    TaskSource Source,
    TaskRepositoryView Repository,
    TaskIssueView Issue,
    TaskPersonView CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    string Branch,
    string? CommitSha,
    TaskPullRequestView? PullRequest,
    string? Summary,
    TaskUsageView Usage,
    TaskErrorView? Error);

/// <summary>Nothing ended; somebody wants to see whether it arrives.</summary>
public sealed record EndpointTest(Guid WebhookId, string Name, string Message);
