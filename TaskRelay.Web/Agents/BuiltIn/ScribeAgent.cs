namespace TaskRelay.Web.Agents.BuiltIn;

/// <summary>The worker's own deterministic agent: does what a script in the issue says.</summary>
internal static class ScribeAgent
{
    public static AgentDefinition Definition => new()
    {
        Name = "scribe",
        Command = AgentDefinition.Worker,
        Arguments = ["scribe"],
        NeedsNetwork = false,
    };
}
