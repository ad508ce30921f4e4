namespace TaskRelay.Web.Runners;

/// <summary>Something that a runner lacks.</summary>
/// <param name="Message">What, in a sentence.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RunnerProblem(string Message, string Remedy);
