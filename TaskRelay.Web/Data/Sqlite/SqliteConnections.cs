using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>Opens the SQLite file in the only two ways it is used: one writer, many readers that cannot write.</summary>
public sealed class SqliteConnections(string connectionString)
{
    /// <summary>Seconds that a writer waits for a lock: GitHub gives a webhook 10 in all.</summary>
    private const int BusySeconds = 5;

    /// <summary>The file, absolute.</summary>
    public string DataSource { get; } = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    /// <summary>For EF reads: pooled. <see cref="ReadOnlyInterceptor"/> makes each of them refuse writes.</summary>
    public string ReadConnectionString => new SqliteConnectionStringBuilder(connectionString)
    {
        DataSource = DataSource,
        DefaultTimeout = BusySeconds,
        Pooling = true,

        // A file that is gone is an error to tell, and not an empty database to make.
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
    }.ToString();

    /// <summary>Opens the writer's connection with the pragmas that durability rests on, and checks that they took hold.</summary>
    public async Task<SqliteConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DataSource)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString)
        {
            DataSource = DataSource,
            DefaultTimeout = BusySeconds,
            Pooling = false,
            ForeignKeys = true,
        }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await RequireAsync(connection, "PRAGMA journal_mode = WAL", "wal", cancellationToken);
            await ExecuteAsync(connection, "PRAGMA synchronous = FULL", cancellationToken);
            await RequireAsync(connection, "PRAGMA synchronous", "2", cancellationToken);
            await RequireAsync(connection, "PRAGMA foreign_keys", "1", cancellationToken);

            // Each item's savepoint keeps the pages it changes: by default in temporary files, which cost the ingest
            // path eight times more writes than the data itself.
            await ExecuteAsync(connection, "PRAGMA temp_store = MEMORY", cancellationToken);

            // Room for a full batch of large deliveries: what does not fit is written twice.
            await ExecuteAsync(connection, "PRAGMA cache_size = -32768", cancellationToken);

            // 32 MB of log between checkpoints: a page that many deliveries change is written back once, not each time.
            await ExecuteAsync(connection, "PRAGMA wal_autocheckpoint = 8000", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RequireAsync(SqliteConnection connection, string sql, string expected, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var actual = Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        if (!string.Equals(actual, expected, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"SQLite answered '{actual}' to '{sql}', and durability needs '{expected}'.");
        }
    }
}
