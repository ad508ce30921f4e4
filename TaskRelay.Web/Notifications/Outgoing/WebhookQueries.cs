using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Reads endpoints and their deliveries for a caller.</summary>
public sealed class WebhookQueries(IDbContextFactory<RelayDbContext> contexts, TimeProvider clock)
{
    private const int MostAttempts = 20;

    /// <summary>Where a page of deliveries ends.</summary>
    public sealed record Position(DateTimeOffset At, Guid Id);

    /// <summary>A caller's endpoints, and for administrators those of the instance.</summary>
    public async Task<IReadOnlyList<WebhookView>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.WebhookEndpoints.VisibleTo(caller).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => WebhookView.Of(row, now))];
    }

    /// <summary>One of them.</summary>
    public async Task<WebhookView?> ReadAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookEndpoints.VisibleTo(caller).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } found
            ? WebhookView.Of(found, clock.GetUtcNow())
            : null;
    }

    /// <summary>Deliveries of one endpoint, or of all that the caller may see, newest first.</summary>
    public async Task<(IReadOnlyList<WebhookDeliveryView> Items, Position? Next)> DeliveriesAsync(
        Caller caller, Guid? endpoint, Position? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = db.WebhookEndpoints.VisibleTo(caller);
        var rows = db.WebhookDeliveries.Where(row => mine.Any(found => found.Id == row.EndpointId));
        if (endpoint is { } wanted)
        {
            rows = rows.Where(row => row.EndpointId == wanted);
        }

        if (after is var (at, last))
        {
            rows = rows.Where(row => row.CreatedAt < at || (row.CreatedAt == at && row.Id.CompareTo(last) < 0));
        }

        var found = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var ids = page.Select(row => row.Id).ToList();
        var attempts = (await db.WebhookAttempts.Where(row => ids.Contains(row.DeliveryId)).ToListAsync(cancellationToken)).ToLookup(row => row.DeliveryId);
        return (
            [.. page.Select(row => View(row, attempts[row.Id]))],
            found.Count > limit ? new Position(page[^1].CreatedAt, page[^1].Id) : null);
    }

    private static WebhookDeliveryView View(WebhookDelivery row, IEnumerable<WebhookAttempt> attempts) => new(
        row.Id, row.EndpointId, WebhookCourier.IdOf(row.Id), row.Event, row.TaskId, row.State, row.CreatedAt,
        row.State == WebhookDeliveryState.Pending ? row.DueAt : null,
        [
            .. attempts.OrderByDescending(attempt => attempt.Number).Take(MostAttempts)
                .Select(attempt => new WebhookAttemptView(attempt.Number, attempt.At, attempt.Status, attempt.Milliseconds, attempt.Answer)),
        ]);
}
