using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>Brings the file to the current schema before anything is served, as its only process.</summary>
public sealed partial class SqliteStartup(SqliteConnections connections, SqliteWriteGate gate, ILogger<SqliteStartup> logger) : IStoreStartup, IDisposable
{
    private FileStream? _ownership;

    /// <summary>Takes the file for this process, migrates, and opens the gate.</summary>
    /// <exception cref="StoreUnavailableException">Another process has the file.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(connections.DataSource)!);
        _ownership = SqliteOwnership.Take(connections.DataSource);
        SqliteOwnership.Close(connections.DataSource);
        await MigrateAsync(cancellationToken);
        await gate.StartAsync(cancellationToken);
        Log.Ready(logger, connections.DataSource);
    }

    /// <inheritdoc />
    public void Dispose() => _ownership?.Dispose();

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenWriterAsync(cancellationToken);
        await ClearStaleMigrationLockAsync(connection, cancellationToken);
        // A model without its migration is found when it is built, not by building the model twice at every start.
        var options = new DbContextOptionsBuilder<RelayDbContext>().UseSqlite(connection)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options;
        await using var context = new RelayDbContext(options);
        await SchemaVersion.RefuseNewerAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>
    /// A process killed while migrating leaves EF's lock row behind, and the next migration would wait for it for
    /// ever. Under our own file lock nobody else can be migrating, so the row is stale.
    /// </summary>
    private static async Task ClearStaleMigrationLockAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! > 0)
        {
            command.CommandText = "DELETE FROM __EFMigrationsLock";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The store {Path} is open.")]
        public static partial void Ready(ILogger logger, string path);
    }
}
