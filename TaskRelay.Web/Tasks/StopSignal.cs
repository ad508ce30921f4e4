namespace TaskRelay.Web.Tasks;

/// <summary>Wakes the sweeper: a task is to stop, or a worker has ended.</summary>
public sealed class StopSignal : WakeSignal;
