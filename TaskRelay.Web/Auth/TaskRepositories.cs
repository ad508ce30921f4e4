using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>
/// What somebody who has no session now may push to, of the repositories that tasks in the store name: asked with the
/// App's own tokens, by the person's numeric id.
/// </summary>
public sealed class TaskRepositories(IDbContextFactory<RelayDbContext> contexts, RepositoryReader gitHub)
{
    /// <summary>Each is a question or two to GitHub.</summary>
    private const int MaxAsked = 100;

    private const int AtOnce = 4;

    /// <summary>Ids of those; no answer as soon as GitHub gives none for one of them.</summary>
    public async Task<GitHubAnswer<FrozenSet<long>>> PushableAsync(long userId, CancellationToken cancellationToken)
    {
        var pushable = new List<long>();
        GitHubAnswer<FrozenSet<long>>.Unavailable? trouble = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                await NamedAsync(cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop.Token },
                async (repository, token) =>
                {
                    switch (await ReadAsync(repository, userId, token))
                    {
                        case GitHubAnswer<ActorPermission>.Ok { Value.MayCommand: true }:
                            lock (pushable)
                            {
                                pushable.Add(repository.Id);
                            }

                            break;
                        case GitHubAnswer<ActorPermission>.Unavailable(var message, var retryAt):
                            trouble = new GitHubAnswer<FrozenSet<long>>.Unavailable(message, retryAt);
                            await stop.CancelAsync();
                            break;
                    }
                });
        }
        catch (OperationCanceledException) when (trouble is not null)
        {
            // The others were called off.
        }

        return trouble is null ? new GitHubAnswer<FrozenSet<long>>.Ok(pushable.ToFrozenSet()) : trouble;
    }

    private async Task<GitHubAnswer<ActorPermission>> ReadAsync(Named repository, long userId, CancellationToken cancellationToken) =>
        await gitHub.FindInstallationAsync(repository.Owner, repository.Name, cancellationToken) switch
        {
            GitHubAnswer<InstallationInfo>.Ok(var installation) => await gitHub.ReadPermissionAsync(
                installation.Id, repository.Id, $"{repository.Owner}/{repository.Name}", userId, cancellationToken),
            GitHubAnswer<InstallationInfo>.Unavailable(var message, var retryAt) => new GitHubAnswer<ActorPermission>.Unavailable(message, retryAt),
            _ => new GitHubAnswer<ActorPermission>.Ok(new ActorPermission("", PermissionLevel.None)),
        };

    /// <summary>Those with the newest tasks, under the names that they had in their newest one.</summary>
    private async Task<IReadOnlyList<Named>> NamedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Tasks
            .Where(task => !db.Tasks.Any(later => later.RepositoryId == task.RepositoryId && later.Id.CompareTo(task.Id) > 0))
            .OrderByDescending(task => task.Id)
            .Take(MaxAsked)
            .Select(task => new Named(task.RepositoryId, task.RepositoryOwner, task.RepositoryName))
            .ToListAsync(cancellationToken);
    }

    private sealed record Named(long Id, string Owner, string Name);
}
