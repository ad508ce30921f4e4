using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>Copies the store while it is in use, and looks whether a copy is whole.</summary>
internal static class SqliteCopy
{
    private const int MostFindings = 5;

    /// <summary>
    /// Writes a copy as of one moment after the call: SQLite's own online backup, in one step, so that writers go on
    /// meanwhile and none of them makes it begin anew. The copy is one file, without a log beside it.
    /// </summary>
    public static async Task CopyAsync(SqliteConnections store, string target, CancellationToken cancellationToken)
    {
        PrivateFiles.Create(target).Dispose();
        await using var source = new SqliteConnection(new SqliteConnectionStringBuilder(store.ReadConnectionString)
        {
            // Never made where it is missing: an empty copy would look like a good one.
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        await source.OpenAsync(cancellationToken);
        await using var copy = await OpenAsync(target, cancellationToken);
        await Task.Run(() => source.BackupDatabase(copy), cancellationToken);
        await using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Checks every page and index.</summary>
    /// <exception cref="BackupException">Something is damaged.</exception>
    public static async Task CheckAsync(string path, string whose, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        try
        {
            await using var connection = await OpenAsync(path, cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA integrity_check({MostFindings})";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                findings.Add(reader.GetString(0));
            }
        }
        catch (SqliteException exception)
        {
            throw new BackupException($"{whose} is damaged: {exception.Message}", exception);
        }

        if (findings is not ["ok"])
        {
            throw new BackupException($"{whose} is damaged: {string.Join(" ", findings)}");
        }
    }

    /// <summary>Migrations that a file has had, and those that this version knows.</summary>
    /// <exception cref="BackupException">It is no store of TaskRelay.</exception>
    public static async Task<(IReadOnlyList<string> Applied, IReadOnlyList<string> Known)> MigrationsAsync(string path, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(path, cancellationToken);
        await using var context = ContextOf(connection);
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        return applied.Count > 0 ? (applied, [.. context.Database.GetMigrations()]) : throw new BackupException("The database is none of TaskRelay's.");
    }

    /// <summary>A context on a file of its own.</summary>
    public static RelayDbContext ContextOf(SqliteConnection connection) =>
        new(new DbContextOptionsBuilder<RelayDbContext>().UseSqlite(connection).Options);

    /// <summary>Opens a file that is there.</summary>
    public static async Task<SqliteConnection> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
