using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue.Pausing;

/// <summary>Reads what is paused, and whether it is drained.</summary>
public sealed class PauseQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>As it is now.</summary>
    public Task<PauseState> StateAsync(CancellationToken cancellationToken) => StateAsync(_ => true, cancellationToken);

    /// <summary>The same with those repositories only that the reader may know of.</summary>
    public async Task<PauseState> StateAsync(Func<long, bool> maySee, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.AdmissionPauses.OrderBy(pause => pause.RepositoryFullName).ToListAsync(cancellationToken);
        var pauses = all.Where(pause => pause.RepositoryId == AdmissionPause.Everything || maySee(pause.RepositoryId)).ToList();
        var running = await db.Tasks
            .Where(task => task.Status == RelayTaskStatus.Running || task.Status == RelayTaskStatus.Stopping)
            .Select(task => task.RepositoryId)
            .ToListAsync(cancellationToken);
        var queued = await db.Tasks.CountAsync(task => task.Status == RelayTaskStatus.Queued, cancellationToken);

        PauseView View(AdmissionPause pause)
        {
            var count = pause.RepositoryId == AdmissionPause.Everything ? running.Count : running.Count(id => id == pause.RepositoryId);
            return new PauseView(pause.RepositoryFullName, pause.At, pause.ByLogin, pause.Reason, count, count == 0);
        }

        var instance = pauses.Where(pause => pause.RepositoryId == AdmissionPause.Everything).Select(View).FirstOrDefault();
        return new PauseState(
            instance is not null,
            instance is { Drained: true },
            running.Count,
            queued,
            instance,
            [.. pauses.Where(pause => pause.RepositoryId != AdmissionPause.Everything).Select(View)]);
    }

    /// <summary>Whether any repository is paused on its own: whoever may see which has to be found out only then.</summary>
    public async Task<bool> HasRepositoriesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AdmissionPauses.AnyAsync(pause => pause.RepositoryId != AdmissionPause.Everything, cancellationToken);
    }

    /// <summary>The words for those who wait, by repository: an administrator's of this TaskRelay before the repository's own.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> WordsAsync(RelayDbContext db, CancellationToken cancellationToken)
    {
        var words = (await db.AdmissionPauses.ToListAsync(cancellationToken)).ToDictionary(pause => pause.RepositoryId, pause => pause.Words);
        foreach (var row in await db.RepositorySettings.Where(row => row.PausedAt != null).ToListAsync(cancellationToken))
        {
            words.TryAdd(row.RepositoryId, row.PauseWords!);
        }

        return words;
    }

    /// <summary>Asked in the transaction that starts a task: whether nothing may start there, whoever said so.</summary>
    public static async Task<bool> IsHeldAsync(RelayDbContext db, long repositoryId, CancellationToken cancellationToken) =>
        await db.AdmissionPauses.AnyAsync(pause => pause.RepositoryId == AdmissionPause.Everything || pause.RepositoryId == repositoryId, cancellationToken)
        || await db.RepositorySettings.AnyAsync(row => row.RepositoryId == repositoryId && (row.PausedAt != null || !row.Enabled), cancellationToken);
}
