using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>
/// Deliveries as their sender reads and marks them. Whoever sends one claims it first: of two, also on two instances,
/// one gets it. A claim ends by itself, so that a killed process holds nothing up.
/// </summary>
public sealed class WebhookRows(IDbContextFactory<RelayDbContext> contexts, IWriteGate gate, AuditLog audit, TimeProvider clock)
{
    /// <summary>Longer than a request may take, by far.</summary>
    private static readonly TimeSpan ClaimLength = TimeSpan.FromMinutes(2);

    /// <summary>Endpoints that something is due for.</summary>
    public async Task<IReadOnlyList<Guid>> DueEndpointsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Due(db).Select(delivery => delivery.EndpointId).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>When the next one becomes due, if one waits for its time.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(db).Where(delivery => delivery.DueAt > now).MinAsync(delivery => (DateTimeOffset?)delivery.DueAt, cancellationToken);
    }

    /// <summary>The delivery of an endpoint that goes next.</summary>
    public async Task<Guid?> NextAsync(Guid endpoint, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Due(db)
            .Where(delivery => delivery.EndpointId == endpoint)
            .OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id)
            .Select(delivery => (Guid?)delivery.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes one, with the endpoint as it is at that moment; null where another has it, or there is nothing to send any more.</summary>
    public Task<(WebhookDelivery Delivery, WebhookEndpoint Endpoint)?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        var claim = Guid.NewGuid();
        return gate.WriteAsync<(WebhookDelivery, WebhookEndpoint)?>(
            async (scope, stop) =>
            {
                var now = clock.GetUtcNow();
                var isOurs = scope.Execute(
                    """
                    UPDATE webhook_deliveries SET claim = @p1, claimed_until = @p2, tries = tries + 1, attempts = attempts + 1
                    WHERE id = @p0 AND state = @p4 AND due_at <= @p3 AND (claimed_until IS NULL OR claimed_until <= @p3)
                        AND endpoint_id IN (SELECT id FROM webhook_endpoints WHERE enabled)
                    """,
                    id, claim, now + ClaimLength, now, SnakeCase.Of(WebhookDeliveryState.Pending)) > 0;
                if (!isOurs)
                {
                    return null;
                }

                var delivery = await scope.Db.WebhookDeliveries.AsNoTracking().FirstAsync(row => row.Id == id, stop);
                return (delivery, await scope.Db.WebhookEndpoints.AsNoTracking().FirstAsync(row => row.Id == delivery.EndpointId, stop));
            },
            cancellationToken);
    }

    /// <summary>
    /// Notes what came of it, as long as the claim is ours; answers why the endpoint was switched off, if that came of it.
    /// </summary>
    /// <param name="delivery">As it was claimed.</param>
    /// <param name="startedAt">When it was sent.</param>
    /// <param name="reply">What came back.</param>
    /// <param name="retryAt">When it is tried again; null: never.</param>
    public Task<string?> NoteAsync(WebhookDelivery delivery, DateTimeOffset startedAt, WebhookReply reply, DateTimeOffset? retryAt) =>
        gate.WriteAsync<string?>(
            async (scope, stop) =>
            {
                var state = reply.IsTaken ? WebhookDeliveryState.Delivered : retryAt is null ? WebhookDeliveryState.Failed : WebhookDeliveryState.Pending;
                var changed = scope.Execute(
                    "UPDATE webhook_deliveries SET claim = NULL, claimed_until = NULL, state = @p2, due_at = @p3 WHERE id = @p0 AND claim = @p1",
                    delivery.Id, delivery.Claim, SnakeCase.Of(state), retryAt ?? delivery.DueAt);
                if (changed == 0)
                {
                    return null;
                }

                scope.Execute(
                    "INSERT INTO webhook_attempts (delivery_id, number, at, status, milliseconds, answer) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                    delivery.Id, delivery.Attempts, startedAt, reply.Status, reply.Milliseconds, reply.Text);
                return await JudgeAsync(scope, delivery, reply, stop);
            },
            CancellationToken.None);

    /// <summary>One that came through clears an endpoint; one that wants nothing more, or takes nothing for days, is switched off.</summary>
    private async Task<string?> JudgeAsync(WriteScope scope, WebhookDelivery delivery, WebhookReply reply, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (reply.IsTaken)
        {
            scope.Execute("UPDATE webhook_endpoints SET failing_since = NULL, delivered_at = @p1 WHERE id = @p0", delivery.EndpointId, now);
            return null;
        }

        if (delivery.TaskId is not null)
        {
            scope.Execute("UPDATE webhook_endpoints SET failing_since = COALESCE(failing_since, @p1) WHERE id = @p0", delivery.EndpointId, now);
        }

        var since = await scope.Db.WebhookEndpoints.Where(row => row.Id == delivery.EndpointId).Select(row => row.FailingSince).FirstOrDefaultAsync(stop);
        var reason = reply.IsGone ? "The receiver answered 410: it wants no more."
            : now - since >= WebhookSchedule.Patience ? $"Nothing came through since {since:yyyy-MM-dd HH:mm} UTC."
            : null;
        if (reason is null || scope.Execute("UPDATE webhook_endpoints SET enabled = @p1, disabled_reason = @p2 WHERE id = @p0 AND enabled", delivery.EndpointId, false, reason) == 0)
        {
            return null;
        }

        audit.Add(scope, AuditActor.System, AuditActions.WebhookDisabled, $"webhook {delivery.EndpointId}");
        return reason;
    }

    private IQueryable<WebhookDelivery> Due(RelayDbContext db)
    {
        var now = clock.GetUtcNow();
        return Open(db).Where(delivery => delivery.DueAt <= now && (delivery.ClaimedUntil == null || delivery.ClaimedUntil <= now));
    }

    private static IQueryable<WebhookDelivery> Open(RelayDbContext db) => db.WebhookDeliveries.Where(delivery =>
        delivery.State == WebhookDeliveryState.Pending && db.WebhookEndpoints.Any(endpoint => endpoint.Id == delivery.EndpointId && endpoint.Enabled));
}
