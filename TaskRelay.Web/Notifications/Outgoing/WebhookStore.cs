using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Makes, changes and removes endpoints, and asks for deliveries. What a caller may not see is missing.</summary>
public sealed class WebhookStore(IWriteGate writes, WebhookRules rules, WebhookSecrets secrets, WebhookBodies bodies, WebhookSignal signal, AuditLog audit, TimeProvider clock)
{
    /// <summary>Endpoints that one person may have, and the instance.</summary>
    public const int MaxEach = 10;

    /// <summary>How long the secret before a rotation signs too.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>A new endpoint, with its secret.</summary>
    /// <param name="caller">Whose it becomes, unless it is of the instance: that is asked by administrators alone.</param>
    /// <param name="isForAll">It is told of everybody's tasks.</param>
    /// <param name="wish">Checked here.</param>
    /// <param name="by">For the audit log.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<WebhookAnswer> CreateAsync(Caller caller, bool isForAll, WebhookWish wish, AuditActor by, CancellationToken cancellationToken)
    {
        if (rules.Check(wish) is { Count: > 0 } errors)
        {
            return Task.FromResult<WebhookAnswer>(new WebhookAnswer.Invalid(errors));
        }

        if (isForAll && !caller.IsAdministrator)
        {
            throw new InvalidOperationException("Only administrators make endpoints of the instance.");
        }

        var (now, secret) = (clock.GetUtcNow(), WebhookSigner.NewSecret());
        var id = Guid.CreateVersion7(now);
        var endpoint = new WebhookEndpoint
        {
            Id = id,
            UserId = isForAll ? null : caller.Id,
            Name = WebhookRules.NameOf(wish),
            Url = wish.Url!.Trim(),
            Events = string.Join(' ', WebhookRules.EventsOf(wish)),
            Enabled = wish.Enabled,
            Version = 1,
            Sealed = secrets.Seal(id, secret),
            CreatedAt = now,
        };
        return writes.WriteAsync<WebhookAnswer>(
            async (scope, stop) =>
            {
                if (await scope.Db.WebhookEndpoints.CountAsync(row => row.UserId == endpoint.UserId, stop) >= MaxEach)
                {
                    return new WebhookAnswer.TooMany();
                }

                scope.Db.WebhookEndpoints.Add(endpoint);
                await scope.Db.SaveChangesAsync(stop);
                audit.Add(scope, by, AuditActions.WebhookCreated, $"webhook {id}");
                return new WebhookAnswer.Done(endpoint, secret);
            },
            cancellationToken);
    }

    /// <summary>Changes an endpoint that is still that of the version; switched on anew, it begins with a clean sheet.</summary>
    public Task<WebhookAnswer> ChangeAsync(Caller caller, Guid id, int version, WebhookWish wish, AuditActor by, CancellationToken cancellationToken) =>
        rules.Check(wish) is { Count: > 0 } errors
            ? FindAsync(caller, id, (_, _) => new WebhookAnswer.Invalid(errors), cancellationToken)
            : FindAsync(
                caller,
                id,
                (scope, row) =>
                {
                    if (row.Version != version)
                    {
                        return new WebhookAnswer.Changed(row);
                    }

                    (row.Name, row.Url, row.Events) = (WebhookRules.NameOf(wish), wish.Url!.Trim(), string.Join(' ', WebhookRules.EventsOf(wish)));
                    if (row.Enabled != wish.Enabled)
                    {
                        (row.Enabled, row.DisabledReason, row.FailingSince) = (wish.Enabled, null, null);
                        signal.SetAfterCommit(scope);
                    }

                    row.Version++;
                    audit.Add(scope, by, AuditActions.WebhookChanged, $"webhook {id}");
                    return new WebhookAnswer.Done(row);
                },
                cancellationToken);

    /// <summary>A new secret. The one before signs too for a while, so that the receiver can change over in peace.</summary>
    public Task<WebhookAnswer> RotateAsync(Caller caller, Guid id, AuditActor by, CancellationToken cancellationToken)
    {
        var secret = WebhookSigner.NewSecret();
        var closed = secrets.Seal(id, secret);
        return FindAsync(
            caller,
            id,
            (scope, row) =>
            {
                (row.PreviousSealed, row.PreviousUntil, row.Sealed) = (row.Sealed, clock.GetUtcNow() + Overlap, closed);
                row.Version++;
                audit.Add(scope, by, AuditActions.WebhookSecretRotated, $"webhook {id}");
                return new WebhookAnswer.Done(row, secret);
            },
            cancellationToken);
    }

    /// <summary>Removes it, with its deliveries.</summary>
    public Task<WebhookAnswer> DeleteAsync(Caller caller, Guid id, AuditActor by, CancellationToken cancellationToken) => FindAsync(
        caller,
        id,
        (scope, row) =>
        {
            scope.Db.WebhookEndpoints.Remove(row);
            audit.Add(scope, by, AuditActions.WebhookDeleted, $"webhook {id}");
            return new WebhookAnswer.Done(row);
        },
        cancellationToken);

    /// <summary>Sends a test, once.</summary>
    public Task<WebhookAnswer> TestAsync(Caller caller, Guid id, CancellationToken cancellationToken) => FindAsync(
        caller,
        id,
        (scope, row) =>
        {
            if (!row.Enabled)
            {
                return new WebhookAnswer.Off();
            }

            var now = clock.GetUtcNow();
            signal.SetAfterCommit(scope);
            return new WebhookAnswer.Sending(WebhookIntake.Add(scope, id, OutgoingEvents.Test, null, bodies.OfTest(row, now), now));
        },
        cancellationToken);

    /// <summary>Sends a delivery again, now; the receiver sees the same id. One that is being sent is left to its sender.</summary>
    public Task<WebhookAnswer> RedeliverAsync(Caller caller, Guid delivery, AuditActor by, CancellationToken cancellationToken) =>
        writes.WriteAsync<WebhookAnswer>(
            async (scope, stop) =>
            {
                var endpoint = await scope.Db.WebhookDeliveries
                    .Where(row => row.Id == delivery)
                    .Join(scope.Db.WebhookEndpoints.AsQueryable().VisibleTo(caller), row => row.EndpointId, found => found.Id, (_, found) => found)
                    .FirstOrDefaultAsync(stop);
                if (endpoint is not { Enabled: true })
                {
                    return endpoint is null ? new WebhookAnswer.Missing() : new WebhookAnswer.Off();
                }

                scope.Execute(
                    "UPDATE webhook_deliveries SET state = @p1, due_at = @p2, tries = 0 WHERE id = @p0",
                    delivery, SnakeCase.Of(WebhookDeliveryState.Pending), clock.GetUtcNow());
                audit.Add(scope, by, AuditActions.WebhookRedelivered, $"delivery {delivery}");
                signal.SetAfterCommit(scope);
                return new WebhookAnswer.Sending(delivery);
            },
            cancellationToken);

    private Task<WebhookAnswer> FindAsync(Caller caller, Guid id, Func<WriteScope, WebhookEndpoint, WebhookAnswer> act, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            async (scope, stop) =>
            {
                if (await scope.Db.WebhookEndpoints.AsTracking().VisibleTo(caller).FirstOrDefaultAsync(row => row.Id == id, stop) is not { } row)
                {
                    return new WebhookAnswer.Missing();
                }

                var answer = act(scope, row);
                await scope.Db.SaveChangesAsync(stop);
                return answer;
            },
            cancellationToken);
}
