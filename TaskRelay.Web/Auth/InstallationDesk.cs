using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Takes the installations that people bring from GitHub's pages. The id comes from an address that anybody can write:
/// it is believed only when GitHub lists it for the person who brings it.
/// </summary>
public sealed class InstallationDesk(
    UserTokens tokens, GitHubUserApi gitHub, SessionStore sessions, IWriteGate writes, AuditLog audit, TimeProvider clock)
{
    /// <summary>Checks with GitHub and records; one of <see cref="InstallationOutcome"/>.</summary>
    public async Task<string> TakeAsync(Caller caller, long installationId, AuditActor by, CancellationToken cancellationToken)
    {
        switch (await ListAsync(caller, cancellationToken))
        {
            case GitHubAnswer<IReadOnlyList<ListedInstallation>>.Ok(var listed):
                var found = listed.FirstOrDefault(one => one.Id == installationId);
                await writes.WriteAsync((scope, _) => Note(scope, caller.Id, installationId, found, by), cancellationToken);
                return found is null ? InstallationOutcome.NotListed : InstallationOutcome.Recorded;
            case GitHubAnswer<IReadOnlyList<ListedInstallation>>.No:
                if (caller.Session is { } session)
                {
                    await sessions.RemoveAsync(Convert.FromHexString(session), CancellationToken.None);
                }

                return InstallationOutcome.SignInOver;
            default:
                return InstallationOutcome.GitHubUnavailable;
        }
    }

    private async Task<GitHubAnswer<IReadOnlyList<ListedInstallation>>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        await tokens.OfAsync(caller, cancellationToken) switch
        {
            GitHubAnswer<string>.Ok(var token) => await gitHub.InstallationsAsync(token, cancellationToken),
            GitHubAnswer<string>.No(var status, var message) => new GitHubAnswer<IReadOnlyList<ListedInstallation>>.No(status, message),
            GitHubAnswer<string>.Unavailable(var message, var at) => new GitHubAnswer<IReadOnlyList<ListedInstallation>>.Unavailable(message, at),
            _ => throw new InvalidOperationException("GitHub's answer has three forms."),
        };

    private Task Note(WriteScope scope, long userId, long installationId, ListedInstallation? found, AuditActor by)
    {
        if (found is null)
        {
            audit.Add(scope, by, AuditActions.InstallationRecorded, $"installation {installationId}", InstallationOutcome.NotListed);
            return Task.CompletedTask;
        }

        var changed = scope.Execute(
            "UPDATE installations SET account_login = @p2, account_type = @p3, recorded_at = @p4 WHERE id = @p0 AND recorded_by_id = @p1",
            installationId, userId, found.Account, found.AccountType, clock.GetUtcNow());
        if (changed == 0)
        {
            scope.Execute(
                "INSERT INTO installations (id, recorded_by_id, account_login, account_type, recorded_at, account_id) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                installationId, userId, found.Account, found.AccountType, clock.GetUtcNow(), found.AccountId);
            audit.Add(scope, by, AuditActions.InstallationRecorded, $"installation {installationId} on {found.Account}");
        }

        return Task.CompletedTask;
    }
}
