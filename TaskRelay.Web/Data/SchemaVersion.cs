using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data;

/// <summary>Which version's schema a store has.</summary>
internal static class SchemaVersion
{
    /// <summary>A newer version has changed the schema in ways that this one can't know: what it would write may be wrong.</summary>
    /// <exception cref="StoreUnavailableException">It has.</exception>
    public static async Task RefuseNewerAsync(RelayDbContext context, CancellationToken cancellationToken)
    {
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(context.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
        {
            throw new StoreUnavailableException(
                $"The database was used by a newer TaskRelay ({unknown[^1]} is not known here). Start that version, or restore a backup from before the upgrade.");
        }
    }
}
