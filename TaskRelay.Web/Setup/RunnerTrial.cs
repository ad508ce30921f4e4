namespace TaskRelay.Web.Setup;

/// <summary>What came of trying a runner.</summary>
/// <param name="Runner">Its name.</param>
/// <param name="Passed">Whether a worker could be started and could reach this server.</param>
/// <param name="Message">What was seen, in sentences.</param>
/// <param name="Remedy">What to do; null when it passed.</param>
/// <param name="At">When.</param>
public sealed record RunnerTrial(string Runner, bool Passed, string Message, string? Remedy, DateTimeOffset At);
