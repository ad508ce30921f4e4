namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>One look that has ended.</summary>
/// <param name="Name">The look's name.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Found">What it found.</param>
public sealed record LookResult(string Name, TimeSpan Took, IReadOnlyList<CheckResult> Found);
