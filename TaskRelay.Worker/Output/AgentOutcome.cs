using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>How an agent's run ended.</summary>
/// <param name="Succeeded">Judged by exit code and by what the agent says.</param>
/// <param name="Summary">What the agent says that it did, not yet redacted.</param>
/// <param name="Usage">Tokens and cost, where the agent tells them.</param>
/// <param name="Error">Why it did not succeed, not yet redacted.</param>
public sealed record AgentOutcome(bool Succeeded, string? Summary, ReportedUsage? Usage, ReportedError? Error);
