using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth;

/// <summary>Reads recorded installations.</summary>
public sealed class InstallationQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>Those that a person brought, by account.</summary>
    public async Task<IReadOnlyList<Installation>> OfAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Installations.AsNoTracking().Where(row => row.RecordedById == userId)
            .OrderBy(row => row.AccountLogin).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
    }
}
