using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>
/// Who may see and who may change the settings of a repository: who can write to it sees them, its administrators and
/// those of this TaskRelay change them. GitHub is asked each time, in the App's name and by the person's numeric id.
/// </summary>
public sealed class RepositoryAccess(RepositoryReader gitHub, RepositoryQueries queries)
{
    /// <summary>The repository as the caller may deal with it now.</summary>
    public async Task<RepositoryLookup> FindAsync(Caller caller, string owner, string name, CancellationToken cancellationToken)
    {
        switch (await gitHub.FindInstallationAsync(owner, name, cancellationToken))
        {
            case GitHubAnswer<InstallationInfo>.Ok(var installation):
                return await gitHub.ReadRepositoryAsync(installation.Id, $"{owner}/{name}", cancellationToken) switch
                {
                    GitHubAnswer<RepositoryInfo>.Ok(var found) => await JudgeAsync(caller, installation.Id, found, cancellationToken),
                    GitHubAnswer<RepositoryInfo>.Unavailable(var message, _) => new RepositoryLookup.Unknown(message),
                    _ => new RepositoryLookup.Missing(),
                };
            case GitHubAnswer<InstallationInfo>.Unavailable(var message, _):
                return new RepositoryLookup.Unknown(message);
            default:
                return new RepositoryLookup.Missing();
        }
    }

    /// <summary>
    /// Null when somebody who can push there may command there too; else why not. A retry is a command: it may say
    /// something else than what was admitted.
    /// </summary>
    public async Task<string?> WhyNoCommandAsync(Caller caller, long repositoryId, string owner, string name, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(repositoryId, cancellationToken) is not { Commanders: RepositoryCommanders.Admin })
        {
            return null;
        }

        return await FindAsync(caller, owner, name, cancellationToken) switch
        {
            RepositoryLookup.Found(_, MayChange: true) => null,
            RepositoryLookup.Unknown(var message) => $"GitHub could not be asked what you may do there: {message}",
            _ => $"In {owner}/{name} only its administrators command TaskRelay.",
        };
    }

    private async Task<RepositoryLookup> JudgeAsync(Caller caller, long installationId, RepositoryInfo found, CancellationToken cancellationToken)
    {
        var place = new RepositoryPlace(found.Id, found.FullName);
        if (caller.IsAdministrator)
        {
            return new RepositoryLookup.Found(place, MayChange: true);
        }

        return await gitHub.ReadPermissionAsync(installationId, found.Id, found.FullName, caller.Id, cancellationToken) switch
        {
            GitHubAnswer<ActorPermission>.Ok { Value.MayCommand: true } ok =>
                new RepositoryLookup.Found(place, ok.Value.Permission == PermissionLevel.Admin),
            GitHubAnswer<ActorPermission>.Unavailable(var message, _) => new RepositoryLookup.Unknown(message),
            _ => new RepositoryLookup.Missing(),
        };
    }
}
