namespace TaskRelay.Web.Agents;

/// <summary>The <c>Agents</c> section, by name.</summary>
public sealed class AgentEntries : Dictionary<string, AgentOptions>;
