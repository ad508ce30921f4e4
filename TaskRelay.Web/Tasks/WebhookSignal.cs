namespace TaskRelay.Web.Tasks;

/// <summary>Wakes the sender of outgoing webhooks at once; its slow poll is the net.</summary>
public sealed class WebhookSignal : WakeSignal;
