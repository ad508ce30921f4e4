using System.Diagnostics;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Commands;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Webhooks;

/// <summary>Decides what a delivery means from its payload alone: no look-up, no call, so that the answer is quick.</summary>
public sealed class InboxJudge(
    AgentCatalogue agents,
    IOptionsMonitor<GitHubOptions> gitHub,
    IOptionsMonitor<TaskOptions> tasks,
    IOptionsMonitor<QueueLimits> limits,
    IOptionsMonitor<RunnerOptions> runners,
    TimeProvider clock)
{
    private readonly CommandParser _parser = new();

    /// <summary>The meaning, or null when the payload lacks what its event always has.</summary>
    public InboxDecision? Decide(string eventName, WebhookPayload payload) => eventName switch
    {
        WebhookEvents.Ping => new InboxDecision.Pong(),
        WebhookEvents.IssueComment => OnComment(payload),
        WebhookEvents.Issues => payload is { Action: not null, Issue: not null, Repository: not null } ? Followed(eventName, payload) : null,
        WebhookEvents.PullRequest => payload is { Action: not null, PullRequest: not null, Repository: not null } ? Followed(eventName, payload) : null,
        WebhookEvents.Installation or WebhookEvents.InstallationRepositories => Followed(eventName, payload),
        _ => NotUsed(),
    };

    private static InboxDecision.Ignore NotUsed() => new(IgnoreReasons.EventNotUsed);

    private static InboxDecision Followed(string eventName, WebhookPayload payload) =>
        ExternalChangeReader.Read(eventName, payload) is { } change ? new InboxDecision.Follow(change, IgnoreReasons.EventNotUsed) : NotUsed();

    private InboxDecision? OnComment(WebhookPayload payload)
    {
        if (payload is not { Action: { } action, Issue: { } issue, Comment: { } comment, Repository: { } repository })
        {
            return null;
        }

        if (action == "deleted")
        {
            return new InboxDecision.Follow(new ExternalChange.CommentDeleted(comment.Id), IgnoreReasons.NotCreated);
        }

        if (action != "created")
        {
            return new InboxDecision.Ignore(IgnoreReasons.NotCreated);
        }

        // A comment that an App wrote in a person's name is the App's doing: two bots must not start each other.
        if (comment.User.IsBot || payload.Sender is { IsBot: true } || comment.PerformedViaGithubApp is not null)
        {
            return new InboxDecision.Ignore(IgnoreReasons.BotAuthor);
        }

        var mention = gitHub.CurrentValue.Mention;
        return _parser.Parse(comment.Body, mention, agents.Names) switch
        {
            ParsedComment.NoCommand => new InboxDecision.Ignore(IgnoreReasons.NoCommand),
            ParsedComment.MentionNotFirst => new InboxDecision.Confused(),
            ParsedComment.ControlCommand control => new InboxDecision.Control(control.Verb),
            ParsedComment.RefusedCommand refused => new InboxDecision.Refuse(refused.Reason, CommandHelp.Refusal(refused, mention, agents.Names)),
            ParsedComment.TaskCommand command => new InboxDecision.Start(
                NewTask(command, issue, comment, repository, payload.Installation),
                new TaskWish(command.Agent, command.Model, command.Priority)),
            var other => throw new InvalidOperationException($"No decision for {other.GetType().Name}."),
        };
    }

    private RelayTask NewTask(
        ParsedComment.TaskCommand command, WebhookIssue issue, WebhookComment comment, WebhookRepository repository, WebhookInstallation? installation)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return new RelayTask
        {
            Id = id,
            Source = TaskSource.Comment,
            Agent = command.Agent ?? AgentCatalogue.Default,
            Model = command.Model,
            Priority = command.Priority ?? TaskPriority.Normal,
            RepositoryId = repository.Id,
            RepositoryOwner = repository.Owner.Login,
            RepositoryName = repository.Name,
            InstallationId = installation?.Id,
            IssueNumber = issue.Number,
            IssueTitle = issue.Title,
            IssueBody = issue.Body,
            IssueAuthor = issue.User?.Login,
            OnPullRequest = issue.PullRequest is not null,
            CommentId = comment.Id,
            Instructions = command.Instructions,
            CreatedById = comment.User.Id,
            CreatedByLogin = comment.User.Login,
            MaxAttempts = tasks.CurrentValue.MaxAttempts,
            Runner = runners.CurrentValue.Default,
            CreatedAt = now,
            QueuedAt = now,
            DeadlineAt = now.AddHours(limits.CurrentValue.MaxWaitHours),
            BaseBranch = command.BaseBranch,
            Branch = RelayTask.BranchFor(issue.Number, id),
            TraceParent = Activity.Current?.Id,
        };
    }
}
