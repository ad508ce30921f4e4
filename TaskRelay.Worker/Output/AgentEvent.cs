namespace TaskRelay.Worker.Output;

/// <summary>One step of an agent, read from its output and not yet redacted.</summary>
/// <param name="Stream">One of <see cref="Contracts.WorkerStreams"/>.</param>
/// <param name="Text">What is shown.</param>
public sealed record AgentEvent(string Stream, string Text);
