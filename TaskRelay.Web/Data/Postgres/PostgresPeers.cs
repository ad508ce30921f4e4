using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Other instances, seen by the locks that they hold on their names.</summary>
internal sealed class PostgresPeers(IDbContextFactory<RelayDbContext> contexts, PostgresSettings settings, TimeProvider clock) : IPeers
{
    private const string OthersSql =
        """
        SELECT EXISTS (SELECT 1 FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = {0}::oid AND objid <> {1}::oid
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS "Value"
        """;

    private const string NowSql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS \"Value\"";

    /// <inheritdoc />
    public bool MayExist => true;

    /// <inheritdoc />
    public async Task<bool> AreThereAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Database.SqlQueryRaw<bool>(OthersSql, (long)PostgresSession.LockClass, (long)settings.LockId).SingleAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<TimeSpan> AheadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var theirs = await context.Database.SqlQueryRaw<long>(NowSql).SingleAsync(cancellationToken);
        return clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(theirs);
    }
}
