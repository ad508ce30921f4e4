using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Ingest;

/// <summary>Reads and moves marks.</summary>
public sealed class IngestMarks(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes)
{
    /// <summary>The mark, if that source was looked at before.</summary>
    public async Task<IngestMark?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.IngestMarks.AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancellationToken);
    }

    /// <summary>Stores it; a mark that stays as it is costs no write.</summary>
    public async Task SaveAsync(IngestMark mark, IngestMark? before, CancellationToken cancellationToken)
    {
        if (before is not null && before.Until == mark.Until && before.Tag == mark.Tag)
        {
            return;
        }

        await writes.WriteAsync(
            (scope, _) =>
            {
                scope.Execute(
                    """
                    INSERT INTO ingest_marks (key, until, tag) VALUES (@p0, @p1, @p2)
                    ON CONFLICT (key) DO UPDATE SET until = excluded.until, tag = excluded.tag
                    """,
                    mark.Key, mark.Until, mark.Tag);
                return Task.CompletedTask;
            },
            cancellationToken);
    }
}
