namespace TaskRelay.Web.Runners;

/// <summary>How a runner of this instance stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDefault">Used for who chose none.</param>
/// <param name="Problems">What keeps it from starting workers; empty when nothing does.</param>
public sealed record RunnerStanding(string Name, bool IsDefault, IReadOnlyList<RunnerProblem> Problems);
