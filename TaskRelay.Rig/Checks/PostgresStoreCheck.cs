using System.Data.Common;
using Npgsql;

namespace TaskRelay.Rig.Checks;

/// <summary>Asks the database server, which lives on when the app is killed.</summary>
internal sealed class PostgresStoreCheck(string connectionString) : IStoreCheck
{
    public Task<DbConnection> OpenLeftAsync(CancellationToken cancellationToken) => OpenLiveAsync(cancellationToken);

    public async Task<DbConnection> OpenLiveAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Indexes and foreign keys that count, and a server that answers a commit when it is on disk.</summary>
    public async Task<IReadOnlyList<string>> IntegrityAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT 'The index ' || indexrelid::regclass || ' is not valid.' FROM pg_index WHERE NOT indisvalid OR NOT indisready
            UNION ALL SELECT 'The constraint ' || conname || ' is not validated.' FROM pg_constraint WHERE NOT convalidated
            UNION ALL SELECT name || ' is off.' FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var faults = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            faults.Add(reader.GetString(0));
        }

        return faults;
    }
}
