namespace TaskRelay.Worker.Output;

/// <summary>
/// Turns one run's standard output into events. Whatever an agent prints, neither method throws: output is the
/// agent's, and a broken line must not end a run. Not for use by two threads.
/// </summary>
public interface IAgentOutputReader
{
    /// <summary>Events of one line, which comes without its line break.</summary>
    IEnumerable<AgentEvent> Read(string line);

    /// <summary>The end: call once, after the last line.</summary>
    /// <param name="exitCode">The process's exit code; 128 + n where a signal ended it.</param>
    /// <param name="lastErrorLines">The last lines of standard error, for the message.</param>
    AgentOutcome Finish(int exitCode, string lastErrorLines);
}
