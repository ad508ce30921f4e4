namespace TaskRelay.Web.Tasks.Outbox;

/// <summary>Wakes the sender of the outbox at once; its slow poll is the net.</summary>
public sealed class OutboxSignal : WakeSignal;
