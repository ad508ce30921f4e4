using Npgsql;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Other instances, seen by the locks that they hold on their names.</summary>
internal sealed class PostgresPeers(PostgresPools pools, PostgresSettings settings, TimeProvider clock) : IPeers
{
    private const string OthersSql =
        """
        SELECT EXISTS (SELECT 1 FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = $1::oid AND objid <> $2::oid
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """;

    /// <inheritdoc />
    public bool MayExist => true;

    /// <inheritdoc />
    public async Task<bool> AreThereAsync(CancellationToken cancellationToken)
    {
        await using var command = pools.Reads.CreateCommand(OthersSql);
        command.Parameters.Add(new NpgsqlParameter { Value = (long)PostgresSession.LockClass });
        command.Parameters.Add(new NpgsqlParameter { Value = (long)settings.LockId });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <inheritdoc />
    public async Task<TimeSpan> AheadAsync(CancellationToken cancellationToken)
    {
        await using var command = pools.Reads.CreateCommand("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
        var theirs = DateTimeOffset.FromUnixTimeMilliseconds((long)(await command.ExecuteScalarAsync(cancellationToken))!);
        return clock.GetUtcNow() - theirs;
    }
}
