namespace TaskRelay.Web.Agents;

/// <summary>A file that the agent finds in its home when it starts.</summary>
/// <param name="Path">Relative to the home.</param>
/// <param name="Content">Its text; <c>{workspace}</c> stands for where the agent sees its clone.</param>
public sealed record AgentHomeFile(string Path, string Content);
