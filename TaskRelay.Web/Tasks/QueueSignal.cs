namespace TaskRelay.Web.Tasks;

/// <summary>Wakes admission and dispatch when something may have become runnable.</summary>
public sealed class QueueSignal : WakeSignal;
