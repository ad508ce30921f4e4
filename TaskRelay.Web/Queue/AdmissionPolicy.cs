using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>
/// May this task run? The first check that says no wins; a check that could not be made leaves the task waiting. The
/// writer is known by numeric id, and their permission is read from GitHub now, not when the command was written.
/// </summary>
public sealed class AdmissionPolicy(
    ServedAccounts accounts,
    RepositoryReader gitHub,
    UserRules rules,
    AgentReadiness agents,
    RepositoryQueries repositories,
    IDbContextFactory<RelayDbContext> contexts,
    IOptionsMonitor<AdmissionOptions> options)
{
    /// <summary>The verdict of this moment.</summary>
    public async Task<AdmissionVerdict> JudgeAsync(RelayTask task, CancellationToken cancellationToken)
    {
        switch (await accounts.ServesAsync(task.RepositoryOwner, task.RepositoryName, cancellationToken))
        {
            case GitHubAnswer<bool>.Ok { Value: false }:
                return new AdmissionVerdict.Refused(
                    AdmissionCodes.RepositoryNotEnabled,
                    $"This TaskRelay does not serve {task.RepositoryOwner}. Its administrators can serve the account on the repositories page, or by Admission:Accounts.",
                    AdmissionRule.AccountServed);
            case GitHubAnswer<bool>.Unavailable away:
                return Undecided(away.Message, away.RetryAt);
        }

        var (installationId, refusal) = await FindInstallationAsync(task, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var settings = await repositories.FindAsync(task.RepositoryId, cancellationToken);
        return RepositoryJudge.Enabled(settings, task) ?? await JudgeActorAsync(task, settings, installationId, cancellationToken);
    }

    private static AdmissionVerdict.Undecided Undecided(string message, DateTimeOffset? retryAt) =>
        new($"GitHub could not be asked: {message}", retryAt);

    private async Task<(long Id, AdmissionVerdict? Refusal)> FindInstallationAsync(RelayTask task, CancellationToken cancellationToken) =>
        await gitHub.FindInstallationAsync(task.RepositoryOwner, task.RepositoryName, cancellationToken) switch
        {
            GitHubAnswer<InstallationInfo>.Ok ok => (ok.Value.Id, null),
            GitHubAnswer<InstallationInfo>.No => (0, new AdmissionVerdict.Refused(
                AdmissionCodes.RepositoryNotInstalled,
                $"The GitHub App is not installed on {task.RepositoryFullName}. An owner can install it there.", AdmissionRule.AppInstalled)),
            GitHubAnswer<InstallationInfo>.Unavailable away => (0, Undecided(away.Message, away.RetryAt)),
            _ => throw new InvalidOperationException("Unknown answer."),
        };

    private async Task<AdmissionVerdict> JudgeActorAsync(
        RelayTask task, RepositorySettings? settings, long installationId, CancellationToken cancellationToken)
    {
        var answer = await gitHub.ReadPermissionAsync(
            installationId, task.RepositoryId, task.RepositoryFullName, task.CreatedById, cancellationToken);
        if (answer is GitHubAnswer<ActorPermission>.Unavailable away)
        {
            return Undecided(away.Message, away.RetryAt);
        }

        if (answer is not GitHubAnswer<ActorPermission>.Ok { Value: { MayCommand: true } actor })
        {
            return new AdmissionVerdict.Refused(
                AdmissionCodes.ActorNotPermitted,
                $"{task.CreatedByLogin} has no write permission on {task.RepositoryFullName}. Somebody who has may give the command.",
                AdmissionRule.WriterPermitted);
        }

        if (RepositoryJudge.Commander(settings, task, actor.Permission) is { } notHere)
        {
            return notHere;
        }

        if (options.CurrentValue.RequireSignIn && !await HasAccountAsync(task.CreatedById, cancellationToken))
        {
            return new AdmissionVerdict.Refused(AdmissionCodes.UnknownUser, $"{actor.Login} has to sign in to TaskRelay once first.", AdmissionRule.WriterKnown);
        }

        if (await rules.WhyNotAsync(task, cancellationToken) is { } unwanted)
        {
            return unwanted;
        }

        if (RepositoryJudge.Agent(settings, task) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await agents.WhyNotAsync(task, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return task.OnPullRequest
            ? await JudgePullRequestAsync(task, installationId, actor.Login, cancellationToken)
            : new AdmissionVerdict.Admitted(installationId, actor.Login);
    }

    private async Task<AdmissionVerdict> JudgePullRequestAsync(
        RelayTask task, long installationId, string login, CancellationToken cancellationToken) =>
        await gitHub.ReadPullRequestHeadAsync(installationId, task.RepositoryFullName, task.IssueNumber, cancellationToken) switch
        {
            GitHubAnswer<PullRequestHead>.Ok { Value: { IsFork: false } head } => new AdmissionVerdict.Admitted(installationId, login, head.HeadRef, head.BaseRef),
            GitHubAnswer<PullRequestHead>.Ok => new AdmissionVerdict.Refused(
                AdmissionCodes.ForkNotSupported, "This pull request comes from a fork, where TaskRelay may not push.", AdmissionRule.OwnBranch),
            GitHubAnswer<PullRequestHead>.No no => new AdmissionVerdict.Refused(
                AdmissionCodes.RepositoryNotInstalled, $"The pull request can't be read: {no.Message}", AdmissionRule.OwnBranch),
            GitHubAnswer<PullRequestHead>.Unavailable away => Undecided(away.Message, away.RetryAt),
            _ => throw new InvalidOperationException("Unknown answer."),
        };

    private async Task<bool> HasAccountAsync(long userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users.AnyAsync(user => user.Id == userId, cancellationToken);
    }
}
