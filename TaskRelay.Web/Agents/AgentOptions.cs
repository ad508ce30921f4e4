namespace TaskRelay.Web.Agents;

/// <summary>One entry of the <c>Agents</c> section: adds an agent or changes a built-in one.</summary>
public sealed class AgentOptions
{
    public const string Section = "Agents";

    /// <summary>Program, found on the runner's PATH.</summary>
    public string? Command { get; set; }

    /// <summary>Arguments; <c>{prompt}</c> and <c>{model}</c> are replaced. The prompt always comes on standard input too.</summary>
    public string[]? Arguments { get; set; }

    /// <summary>Provider whose credential the agent gets, such as <c>anthropic</c>.</summary>
    public string? Provider { get; set; }

    /// <summary>Models that may be asked for; empty allows any.</summary>
    public string[]? Models { get; set; }
}
