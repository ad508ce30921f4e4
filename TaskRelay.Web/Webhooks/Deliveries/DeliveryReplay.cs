using System.Text.Json;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>
/// Puts a stored delivery through the inbox once more, with the rules and the configuration of now. The same unique
/// keys hold: what took effect before is a duplicate, and what was refused or broke may now take effect.
/// </summary>
public sealed class DeliveryReplay(InboxJudge judge, WebhookInbox inbox, TimeProvider clock)
{
    /// <summary>The new decision; null when the body is not kept, or is none that can be read now.</summary>
    public async Task<InboxResult?> RunAsync(Delivery delivery, AuditActor by, CancellationToken cancellationToken)
    {
        if (delivery.Body is not { } body || Read(body) is not { } payload || judge.Decide(delivery.Event, payload) is not { } decision)
        {
            return null;
        }

        var item = new InboxItem(delivery.Id, delivery.Event, payload, decision, clock.GetUtcNow(), body) { Source = delivery.Source };
        return await inbox.ReplayAsync(item, by, cancellationToken);
    }

    private static WebhookPayload? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
