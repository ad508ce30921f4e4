namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>All looks side by side, once: to be watched while they are under way, or waited for.</summary>
/// <param name="BegunAt">When they began.</param>
/// <param name="Looks">Each look by its name; none of them fails.</param>
/// <param name="Report">All taken together, once the last has ended.</param>
public sealed record StartupRound(DateTimeOffset BegunAt, IReadOnlyDictionary<string, Task<LookResult>> Looks, Task<StartupReport> Report);
