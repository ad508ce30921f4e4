using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>Looks at the file: there, readable, and as durability needs it.</summary>
public sealed class SqliteProbe(SqliteConnections connections, IDbContextFactory<RelayDbContext> contexts) : IStoreProbe
{
    /// <inheritdoc />
    public string Place => connections.DataSource;

    /// <inheritdoc />
    public string? File => connections.DataSource;

    /// <inheritdoc />
    public string Remedy => $"Look at {Place}, its disk and its owner; restore a backup where it is damaged, then start TaskRelay again.";

    /// <inheritdoc />
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        // An open file that was deleted still works, and is gone with the process.
        if (!System.IO.File.Exists(connections.DataSource))
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

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>?> PendingMigrationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var command = context.Database.GetDbConnection().CreateCommand();
            await context.Database.OpenConnectionAsync(cancellationToken);
            command.CommandText = "SELECT sqlite_version()";
            return $"SQLite {await command.ExecuteScalarAsync(cancellationToken)}";
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
