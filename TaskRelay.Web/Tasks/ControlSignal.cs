namespace TaskRelay.Web.Tasks;

/// <summary>Wakes whoever carries out verbs from comments.</summary>
public sealed class ControlSignal : WakeSignal;
