using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Simulator.State;

/// <summary>A comment that was stored, and the delivery that told the App of it (null where the App has no webhook).</summary>
public sealed record PostedComment(SimulatedComment Comment, WebhookDelivery? Delivery);
