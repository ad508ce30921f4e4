using System.Linq.Expressions;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Makes views of tasks. One expression, so that a list reads only the columns that a view shows.</summary>
public sealed class TaskViews
{
    private readonly IOptionsMonitor<GitHubOptions> _options;
    private Made _made;

    public TaskViews(IOptionsMonitor<GitHubOptions> options)
    {
        _options = options;
        _made = Make(options.CurrentValue.WebBaseUrl);
    }

    /// <summary>For queries: leaves long columns such as the issue's text where they are.</summary>
    public Expression<Func<RelayTask, TaskView>> Projection => Current.Expression;

    /// <summary>For a task that was read already.</summary>
    public TaskView Of(RelayTask task) => Current.Compiled(task);

    private Made Current
    {
        get
        {
            var web = _options.CurrentValue.WebBaseUrl;
            return _made.WebBaseUrl == web ? _made : _made = Make(web);
        }
    }

    private static Made Make(string webBaseUrl)
    {
        var web = webBaseUrl.TrimEnd('/');
        Expression<Func<RelayTask, TaskView>> expression = task => new TaskView
        {
            Id = task.Id,
            Status = task.Status,
            Agent = task.Agent,
            Model = task.Model,
            Priority = task.Priority,
            Source = task.Source,
            Repository = new TaskRepositoryView(
                task.RepositoryOwner,
                task.RepositoryName,
                task.RepositoryOwner + "/" + task.RepositoryName,
                web + "/" + task.RepositoryOwner + "/" + task.RepositoryName),
            Issue = new TaskIssueView(
                task.IssueNumber,
                task.IssueTitle,
                IssueUrl(web, task.RepositoryOwner, task.RepositoryName, task.OnPullRequest, task.IssueNumber)),
            Instructions = task.Instructions,
            CreatedBy = new TaskPersonView(task.CreatedById, task.CreatedByLogin),
            Attempt = task.Attempt,
            MaxAttempts = task.MaxAttempts,
            Runner = task.Runner,
            CreatedAt = task.CreatedAt,
            QueuedAt = task.QueuedAt,
            StartedAt = task.StartedAt,
            CompletedAt = task.CompletedAt,
            StopRequestedAt = task.StopRequestedAt,
            DeadlineAt = task.DeadlineAt,
            Progress = ProgressOf(task.ProgressPhase, task.ProgressMessage, task.ProgressAt),
            BaseBranch = task.BaseBranch,
            Branch = task.Branch,
            CommitSha = task.CommitSha,
            PullRequest = PullRequestOf(task.PullRequestNumber, task.PullRequestUrl),
            Summary = task.Summary,
            Usage = new TaskUsageView(task.InputTokens, task.OutputTokens, task.CostUsd),
            Error = ErrorOf(task.Status, task.ErrorCode, task.ErrorMessage, task.ErrorPhase),
            WaitReason = task.WaitReason,
            PullRequestState = task.PullRequestState,
        };
        return new Made(webBaseUrl, expression, expression.Compile());
    }

    private static string IssueUrl(string web, string owner, string name, bool onPullRequest, int number) =>
        $"{web}/{owner}/{name}/{(onPullRequest ? "pull" : "issues")}/{number}";

    private static TaskProgressView? ProgressOf(string? phase, string? message, DateTimeOffset? at) =>
        phase is null ? null : new TaskProgressView(phase, message, at);

    private static TaskPullRequestView? PullRequestOf(int? number, string? url) =>
        number is { } known && url is not null ? new TaskPullRequestView(known, url) : null;

    /// <summary>There is an error exactly when the status is one that has a reason.</summary>
    private static TaskErrorView? ErrorOf(RelayTaskStatus status, string? code, string? message, string? phase) =>
        status is RelayTaskStatus.Failed or RelayTaskStatus.TimedOut or RelayTaskStatus.Rejected
            ? new TaskErrorView(code ?? Contracts.ErrorCodes.Internal, message ?? "No reason was recorded.", phase)
            : null;

    private sealed record Made(string WebBaseUrl, Expression<Func<RelayTask, TaskView>> Expression, Func<RelayTask, TaskView> Compiled);
}
