using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>Reads the settings of repositories.</summary>
public sealed class RepositoryQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>The version of settings that nobody has changed.</summary>
    public const int FirstVersion = 1;

    /// <summary>Those of one repository; null where nothing was ever decided.</summary>
    public async Task<RepositorySettings?> FindAsync(long repositoryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RepositorySettings.AsNoTracking().FirstOrDefaultAsync(row => row.RepositoryId == repositoryId, cancellationToken);
    }

    /// <summary>Every row by its repository: there is one only where somebody decided something.</summary>
    public async Task<IReadOnlyDictionary<long, RepositorySettings>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RepositorySettings.AsNoTracking().ToDictionaryAsync(row => row.RepositoryId, cancellationToken);
    }

    /// <summary>Repositories where no tasks may be asked for.</summary>
    public async Task<IReadOnlySet<long>> DisabledAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.RepositorySettings.Where(row => !row.Enabled).Select(row => row.RepositoryId).ToListAsync(cancellationToken)).ToHashSet();
    }

    /// <summary>As somebody sees them.</summary>
    public async Task<RepositorySettingsView> ViewAsync(RepositoryPlace place, bool mayChange, CancellationToken cancellationToken) =>
        View(place, await FindAsync(place.Id, cancellationToken), mayChange);

    /// <summary>The same of a row that was read already.</summary>
    public static RepositorySettingsView View(RepositoryPlace place, RepositorySettings? row, bool mayChange) => row is null
        ? new(FirstVersion, place.FullName, true, false, null, null, null, null, null, null, null, RepositoryCommanders.Write, mayChange, null, null)
        : new(
            row.Version, place.FullName, row.Enabled, row.PausedAt is not null, row.PauseReason, row.DefaultAgent, AllowedOf(row.AllowedAgents), row.Model,
            row.BaseBranch, row.TaskTimeoutMinutes, row.MaxConcurrentTasks, row.Commanders, mayChange, row.UpdatedAt, row.UpdatedBy);

    /// <summary>The names in the stored list; null: every agent.</summary>
    public static IReadOnlyList<string>? AllowedOf(string? stored) => stored is null ? null : JsonSerializer.Deserialize<List<string>>(stored);
}
