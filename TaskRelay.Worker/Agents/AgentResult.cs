using TaskRelay.Worker.Output;

namespace TaskRelay.Worker.Agents;

/// <summary>How the agent's run ended.</summary>
/// <param name="ExitCode">128 + n where a signal ended it.</param>
/// <param name="TimedOut">The time limit ended it.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Outcome">What it says itself.</param>
internal sealed record AgentResult(int ExitCode, bool TimedOut, TimeSpan Duration, AgentOutcome Outcome);
