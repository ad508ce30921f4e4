using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Queue.Pausing;

/// <summary>Finds the repository that an administrator names: first here, then on GitHub.</summary>
public sealed class PauseTargets(IDbContextFactory<RelayDbContext> contexts, RepositoryReader gitHub)
{
    /// <summary>The repository; a no when the App is not installed on it.</summary>
    public async Task<GitHubAnswer<PauseTarget>> FindAsync(string owner, string name, CancellationToken cancellationToken)
    {
        var fullName = $"{owner}/{name}";
        if (await KnownAsync(fullName.ToLowerInvariant(), owner.ToLowerInvariant(), name.ToLowerInvariant(), cancellationToken) is { } known)
        {
            return new GitHubAnswer<PauseTarget>.Ok(known);
        }

        return await gitHub.FindInstallationAsync(owner, name, cancellationToken) switch
        {
            GitHubAnswer<InstallationInfo>.Ok(var installation) => (await gitHub.ReadRepositoryAsync(installation.Id, fullName, cancellationToken))
                .Select(found => new PauseTarget(found.Id, found.FullName)),
            var other => other.Select<InstallationInfo, PauseTarget>(_ => throw new InvalidOperationException("A found installation is not a failure.")),
        };
    }

    private async Task<PauseTarget?> KnownAsync(string fullName, string owner, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var paused = await db.AdmissionPauses
            .FirstOrDefaultAsync(pause => pause.RepositoryFullName != null && pause.RepositoryFullName.ToLower() == fullName, cancellationToken);
        if (paused is not null)
        {
            return new PauseTarget(paused.RepositoryId, paused.RepositoryFullName);
        }

        var task = await db.Tasks
            .Where(row => row.RepositoryOwner.ToLower() == owner && row.RepositoryName.ToLower() == name)
            .OrderByDescending(row => row.Id)
            .Select(row => new { row.RepositoryId, row.RepositoryOwner, row.RepositoryName })
            .FirstOrDefaultAsync(cancellationToken);
        return task is null ? null : new PauseTarget(task.RepositoryId, $"{task.RepositoryOwner}/{task.RepositoryName}");
    }
}
