using System.Text.Json.Serialization;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>A task as callers see it; the same shape in every answer.</summary>
public sealed record TaskView
{
    public required Guid Id { get; init; }

    public required RelayTaskStatus Status { get; init; }

    public required string Agent { get; init; }

    public required string? Model { get; init; }

    public required TaskPriority Priority { get; init; }

    public required TaskSource Source { get; init; }

    public required TaskRepositoryView Repository { get; init; }

    public required TaskIssueView Issue { get; init; }

    public required string Instructions { get; init; }

    public required TaskPersonView CreatedBy { get; init; }

    public required int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    public required string Runner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset? StopRequestedAt { get; init; }

    public required DateTimeOffset? DeadlineAt { get; init; }

    public required TaskProgressView? Progress { get; init; }

    public required string? BaseBranch { get; init; }

    public required string Branch { get; init; }

    public required string? CommitSha { get; init; }

    public required TaskPullRequestView? PullRequest { get; init; }

    public required string? Summary { get; init; }

    public required TaskUsageView Usage { get; init; }

    public required TaskErrorView? Error { get; init; }

    /// <summary>For the pages: why it waits.</summary>
    [JsonIgnore]
    public string? WaitReason { get; init; }

    /// <summary>For the pages: what became of the pull request.</summary>
    [JsonIgnore]
    public PullRequestState? PullRequestState { get; init; }
}

/// <summary>The repository that a task is about.</summary>
public sealed record TaskRepositoryView(string Owner, string Name, string FullName, string Url);

/// <summary>The issue or pull request that the command stood on.</summary>
public sealed record TaskIssueView(int Number, string Title, string Url);

/// <summary>A person on GitHub.</summary>
public sealed record TaskPersonView(long Id, string Login);

/// <summary>What the current attempt is at.</summary>
public sealed record TaskProgressView(string Phase, string? Message, DateTimeOffset? At);

/// <summary>The pull request that came of it.</summary>
public sealed record TaskPullRequestView(int Number, string Url);

/// <summary>What the agent says it used.</summary>
public sealed record TaskUsageView(long InputTokens, long OutputTokens, double CostUsd);

/// <summary>Why the current attempt ended badly.</summary>
public sealed record TaskErrorView(string Code, string Message, string? Phase);

/// <summary>What changes while a task runs, for callers that ask often.</summary>
public sealed record TaskStatusView(
    Guid Id,
    RelayTaskStatus Status,
    int Attempt,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    TaskProgressView? Progress,
    TaskPullRequestView? PullRequest,
    TaskErrorView? Error)
{
    /// <summary>The part of a task that this is.</summary>
    public static TaskStatusView Of(TaskView task) => new(
        task.Id, task.Status, task.Attempt, task.QueuedAt, task.StartedAt, task.CompletedAt, task.Progress, task.PullRequest, task.Error);
}
