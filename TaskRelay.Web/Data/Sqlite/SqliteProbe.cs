using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>Looks whether the store can be read and is as this version needs it. Cheap enough for a load balancer.</summary>
public sealed class SqliteProbe(SqliteConnections connections, IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>The file.</summary>
    public string Path => connections.DataSource;

    /// <summary>Null when the store can be read; else why not.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        // An open file that was deleted still works, and is gone with the process.
        if (!File.Exists(connections.DataSource))
        {
            return "The database file is gone.";
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var command = context.Database.GetDbConnection().CreateCommand();
            await context.Database.OpenConnectionAsync(cancellationToken);
            command.CommandText = "SELECT count(*) FROM stored_settings";
            await command.ExecuteScalarAsync(cancellationToken);
            command.CommandText = "PRAGMA journal_mode";
            return await command.ExecuteScalarAsync(cancellationToken) is "wal"
                ? null
                : "The database is not in WAL mode any more: another program has changed it.";
        }
        catch (SqliteException exception)
        {
            return $"The database can't be read (SQLite error {exception.SqliteErrorCode}).";
        }
    }

    /// <summary>Migrations that this version brings and the store has not had.</summary>
    public async Task<IReadOnlyList<string>> PendingMigrationsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
    }
}
