using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Webhooks;

/// <summary>A verified delivery on its way into the store.</summary>
public sealed record InboxItem(
    Guid DeliveryId, string Event, WebhookPayload Payload, InboxDecision Decision, DateTimeOffset ReceivedAt, byte[]? Body)
{
    /// <summary>How it came.</summary>
    public DeliverySource Source { get; init; }
}
