namespace TaskRelay.Web.Agents;

/// <summary>What is known of an agent on this machine.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="IsInstalled">Its program is there.</param>
/// <param name="Version">As the program tells it; null where it was not asked or gave no answer.</param>
/// <param name="Credentials">Variables that it can be given; for an agent of several providers one of them is enough.</param>
public sealed record AgentState(string Name, bool IsInstalled, string? Version, IReadOnlyList<string> Credentials);
