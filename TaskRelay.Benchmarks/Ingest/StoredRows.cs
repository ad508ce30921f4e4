using Microsoft.Data.Sqlite;

namespace TaskRelay.Benchmarks.Ingest;

/// <summary>What is found in the file after the server was killed.</summary>
internal static class StoredRows
{
    /// <summary>The first fault, or null: for each 2xx there must be one delivery with all that it causes, and no more.</summary>
    public static async Task<string?> FindFaultAsync(string database, int accepted, CancellationToken cancellationToken)
    {
        // Read and write, because the first reader after a kill has the log to recover.
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        (string What, string Sql)[] counts =
        [
            ("deliveries", "SELECT count(DISTINCT id) FROM deliveries WHERE outcome = 'accepted' AND length(body) > 0"),
            ("comment claims", "SELECT count(*) FROM comment_claims"),
            ("tasks with their delivery", "SELECT count(*) FROM tasks JOIN deliveries ON deliveries.task_id = tasks.id"),
            ("first history rows", "SELECT count(*) FROM task_history WHERE \"from\" IS NULL"),
            ("first events", "SELECT count(*) FROM task_events WHERE seq = 1"),
            ("reactions", "SELECT count(*) FROM outbox WHERE kind = 'reaction' AND content = 'eyes'"),
            ("status comments", "SELECT count(*) FROM outbox WHERE kind = 'status_comment'"),
        ];
        await using var command = connection.CreateCommand();
        foreach (var (what, sql) in counts)
        {
            command.CommandText = sql;
            var found = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            if (found != accepted)
            {
                return $"{accepted} answers were 2xx, but the file holds {found} {what}";
            }
        }

        return null;
    }
}
