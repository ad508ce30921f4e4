using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TaskRelay.Rig.Checks;

/// <summary>
/// What a killed app left is looked at in a copy of the file and its log: opening them would recover the file, and the
/// app's next start is to do that.
/// </summary>
internal sealed class SqliteStoreCheck(string database) : IStoreCheck
{
    public async Task<DbConnection> OpenLeftAsync(CancellationToken cancellationToken)
    {
        var copy = database + ".copy";
        File.Delete(copy + "-wal");
        File.Delete(copy + "-shm");
        File.Copy(database, copy, overwrite: true);
        if (File.Exists(database + "-wal"))
        {
            File.Copy(database + "-wal", copy + "-wal");
        }

        return await OpenAsync($"Data Source={copy};Pooling=False", cancellationToken);
    }

    public Task<DbConnection> OpenLiveAsync(CancellationToken cancellationToken) =>
        OpenAsync($"Data Source={database};Mode=ReadOnly;Pooling=False", cancellationToken);

    public async Task<IReadOnlyList<string>> IntegrityAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetString(0) is not "ok" and var fault)
                {
                    faults.Add(fault);
                }
            }
        }

        command.CommandText = "PRAGMA foreign_key_check";
        await using var keys = await command.ExecuteReaderAsync(cancellationToken);
        while (await keys.ReadAsync(cancellationToken))
        {
            faults.Add($"A row of {keys.GetString(0)} points to nothing.");
        }

        return faults;
    }

    private static async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
