using System.Data.Common;

namespace TaskRelay.Rig.Checks;

/// <summary>The rows that the rig judges by, in SQL that both databases know.</summary>
internal sealed class StoreReader(DbConnection connection)
{
    private static readonly string[] Ends = ["succeeded", "failed", "timed_out", "stopped", "rejected"];

    public sealed record TaskRow(Guid Id, string Status, int Attempt, long RepositoryId, long? CommentId)
    {
        public bool IsEnded => Ends.Contains(Status);
    }

    /// <summary>Each delivery as often as it is stored.</summary>
    public Task<List<Guid>> DeliveriesAsync(CancellationToken cancellationToken) =>
        ReadAsync("SELECT id FROM deliveries", reader => reader.GetGuid(0), cancellationToken);

    public Task<List<TaskRow>> TasksAsync(CancellationToken cancellationToken) => ReadAsync(
        "SELECT id, status, attempt, repository_id, comment_id FROM tasks",
        reader => new TaskRow(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)),
        cancellationToken);

    /// <summary>Claims of comments that are there more than once.</summary>
    public Task<List<string>> DoubledClaimsAsync(CancellationToken cancellationToken) => ReadAsync(
        "SELECT repository_id, comment_id FROM comment_claims GROUP BY repository_id, comment_id HAVING count(*) > 1",
        reader => $"comment {reader.GetInt64(1)} is claimed more than once",
        cancellationToken);

    /// <summary>Attempts with more than one end.</summary>
    public Task<List<string>> DoubledEndsAsync(CancellationToken cancellationToken) => ReadAsync(
        $"""
        SELECT task_id, attempt FROM task_history WHERE "to" IN ({string.Join(", ", Ends.Select(end => $"'{end}'"))})
        GROUP BY task_id, attempt HAVING count(*) > 1
        """,
        reader => $"task {reader.GetGuid(0)} has more than one end of attempt {reader.GetInt32(1)}",
        cancellationToken);

    /// <summary>What GitHub is still to be told.</summary>
    public Task<List<string>> UntoldAsync(CancellationToken cancellationToken) => ReadAsync(
        "SELECT key, tries, last_error FROM outbox WHERE sent < wanted",
        reader => $"notification {reader.GetString(0)} after {reader.GetInt32(1)} tries {(reader.IsDBNull(2) ? "" : reader.GetString(2))}",
        cancellationToken);

    private async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
