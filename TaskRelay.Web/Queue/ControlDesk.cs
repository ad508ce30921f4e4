using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Commands;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Queue;

/// <summary>Carries out a verb from a comment, for people with write permission, and says what came of it.</summary>
public sealed class ControlDesk(
    RepositoryReader gitHub,
    TaskControl control,
    AgentCatalogue agents,
    RepositoryQueries repositories,
    IDbContextFactory<RelayDbContext> contexts,
    IOptionsMonitor<GitHubOptions> options)
{
    /// <summary>The answer for the issue; an empty one is a reaction only; null means that GitHub could not be asked.</summary>
    public async Task<ControlAnswer?> AnswerAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var fullName = $"{request.RepositoryOwner}/{request.RepositoryName}";
        var permission = await gitHub.FindInstallationAsync(request.RepositoryOwner, request.RepositoryName, cancellationToken) switch
        {
            GitHubAnswer<InstallationInfo>.Ok found => await gitHub.ReadPermissionAsync(
                found.Value.Id, request.RepositoryId, fullName, request.ActorId, cancellationToken),
            GitHubAnswer<InstallationInfo>.No no => new GitHubAnswer<ActorPermission>.No(no.Status, no.Message),
            _ => new GitHubAnswer<ActorPermission>.Unavailable("The installation could not be read.", null),
        };
        return permission switch
        {
            GitHubAnswer<ActorPermission>.Ok { Value: { MayCommand: true } actor } => await ActAsync(request, actor.Permission, cancellationToken),
            GitHubAnswer<ActorPermission>.Unavailable => null,
            _ => ControlAnswer.Refused(request.ActorLogin),
        };
    }

    private async Task<ControlAnswer> ActAsync(ControlRequest request, PermissionLevel permission, CancellationToken cancellationToken)
    {
        var settings = await repositories.FindAsync(request.RepositoryId, cancellationToken);

        // Ending what costs is everybody's who can write there; starting it again is a command.
        return request.Verb == ControlVerb.Retry && settings is { Commanders: RepositoryCommanders.Admin } && permission != PermissionLevel.Admin
            ? new ControlAnswer(false, "In this repository only its administrators command TaskRelay.", IsRefused: true)
            : await ActAsync(request, settings, cancellationToken);
    }

    private async Task<ControlAnswer> ActAsync(ControlRequest request, RepositorySettings? settings, CancellationToken cancellationToken) => request.Verb switch
    {
        ControlVerb.Help => new ControlAnswer(true, CommandHelp.Usage(
            options.CurrentValue.Mention, agents.Names, RepositoryWords.Of(settings))),
        ControlVerb.Status => new ControlAnswer(true, await DescribeAsync(request, cancellationToken)),
        ControlVerb.Stop when request.TaskId is { } id => await control.StopAsync(id, ActorOf(request), cancellationToken) switch
        {
            StopResult.Accepted => ControlAnswer.Done,
            _ => new ControlAnswer(false, "That task had ended before it could be stopped."),
        },
        ControlVerb.Retry when request.TaskId is { } id =>
            await control.RetryAsync(id, new RetryRequest(), ActorOf(request), cancellationToken) switch
            {
                RetryResult.Queued => ControlAnswer.Done,
                RetryResult.AttemptsExhausted exhausted => new ControlAnswer(
                    false, $"All {exhausted.Task.MaxAttempts} attempts of that task are used. A new command starts a new task."),
                _ => new ControlAnswer(false, "That task can't be retried now."),
            },
        _ => new ControlAnswer(false, $"There is no task on this issue to {SnakeCase.Of(request.Verb)}."),
    };

    private static AuditActor ActorOf(ControlRequest request) => new(request.ActorId, request.ActorLogin, null);

    private async Task<string> DescribeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var task = await context.Tasks.FirstOrDefaultAsync(row => row.Id == request.TaskId, cancellationToken);
        if (task is null)
        {
            return "There is no task on this issue yet.";
        }

        var detail = task.WaitReason ?? task.ErrorMessage ?? task.ProgressMessage;
        return $"The newest task (`{task.Agent}`, attempt {task.Attempt}) is **{SnakeCase.Of(task.Status)}**. {detail}".Trim();
    }
}
