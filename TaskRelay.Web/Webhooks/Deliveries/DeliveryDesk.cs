using System.Text.Json;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>What administrators do with one delivery: see its way through the rules, read its body, decide it anew.</summary>
public sealed class DeliveryDesk(DeliveryQueries queries, RedactedPayload payloads, DeliveryReplay replay, AuditLog audit, IWriteGate writes)
{
    /// <summary>The delivery with its decision and what followed, without its body; null when there is none of that id.</summary>
    public async Task<DeliveryDetail?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } delivery ? await DetailAsync(delivery, null, cancellationToken) : null;

    /// <summary>The same with its body. What people wrote stands in it: the reading is audited.</summary>
    public async Task<DeliveryDetail?> ReadAsync(Guid id, AuditActor by, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } delivery)
        {
            return null;
        }

        if (delivery.Body is not null)
        {
            await writes.WriteAsync(
                (scope, _) =>
                {
                    audit.Add(scope, by, AuditActions.DeliveryRead, $"delivery {delivery.Id}");
                    return Task.CompletedTask;
                },
                cancellationToken);
        }

        return await DetailAsync(delivery, await payloads.OfAsync(delivery, cancellationToken), cancellationToken);
    }

    /// <summary>Decides it anew. Whether there is such a delivery; and the decision, which is null when its body is not kept.</summary>
    public async Task<(bool IsKnown, InboxResult? Result)> ReplayAsync(Guid id, AuditActor by, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } delivery ? (true, await replay.RunAsync(delivery, by, cancellationToken)) : (false, null);

    private async Task<DeliveryDetail> DetailAsync(Delivery delivery, JsonElement? payload, CancellationToken cancellationToken) =>
        new(DeliveryQueries.ViewOf(delivery), await queries.TraceAsync(delivery, cancellationToken), await queries.EffectsAsync(delivery, cancellationToken), payload);
}
