using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Reads an agent that prints plain text.</summary>
internal sealed class TextOutputReader : IAgentOutputReader
{
    public IEnumerable<AgentEvent> Read(string line) => [new(WorkerStreams.Stdout, line)];

    public AgentOutcome Finish(int exitCode, string lastErrorLines) => exitCode == 0
        ? new(true, null, null, null)
        : new(false, null, null, new(ErrorCodes.AgentFailed, lastErrorLines, TaskPhases.RunningAgent));
}
