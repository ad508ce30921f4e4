using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>Keeps the bodies of deliveries for <c>Retention:BodyDays</c>: they hold what people wrote, and are only read for a replay.</summary>
public sealed class BodyRetention(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock)
    : IRetentionRule
{
    /// <summary>Bodies of one piece of work: each may be many pages long.</summary>
    private const int MostBodies = 100;

    /// <summary>No delivery before this has a body any more.</summary>
    private DateTimeOffset _done;

    /// <inheritdoc />
    public string Name => "bodies of deliveries";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.BodyDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.BodyDays;

    /// <inheritdoc />
    public async Task<int> PruneAsync(int most, CancellationToken cancellationToken)
    {
        if (Days is not (> 0 and var days))
        {
            return 0;
        }

        var before = clock.GetUtcNow() - TimeSpan.FromDays(days);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Deliveries
            .Where(row => row.ReceivedAt >= _done && row.ReceivedAt < before && row.Body != null)
            .OrderBy(row => row.ReceivedAt)
            .Take(Math.Min(most, MostBodies))
            .Select(row => new { row.Id, row.ReceivedAt })
            .ToListAsync(cancellationToken);
        if (found.Count == 0)
        {
            return 0;
        }

        var ids = found.Select(row => row.Id).ToArray();
        var count = await writes.WriteAsync(
            (scope, token) => scope.Db.Deliveries
                .Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Body, (byte[]?)null), token),
            cancellationToken);
        _done = found[^1].ReceivedAt;
        return count;
    }
}
