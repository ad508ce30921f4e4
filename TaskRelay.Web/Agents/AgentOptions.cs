namespace TaskRelay.Web.Agents;

/// <summary>One entry of the <c>Agents</c> section: adds an agent or changes a built-in one.</summary>
public sealed class AgentOptions
{
    public const string Section = "Agents";

    /// <summary>Program: a name on the runner's PATH, or an absolute path. The cage shows its install folder read-only.</summary>
    public string? Command { get; set; }

    /// <summary>Arguments; <c>{prompt}</c> and <c>{model}</c> are replaced. The prompt always comes on standard input too.</summary>
    public string[]? Arguments { get; set; }

    /// <summary>Provider whose credential the agent gets, such as <c>anthropic</c>.</summary>
    public string? Provider { get; set; }

    /// <summary>Models that may be asked for; empty allows any.</summary>
    public string[]? Models { get; set; }

    /// <summary>Plain variables that its runs get beside those of its definition; a gateway's address, say. Keys don't belong here.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>What tokens cost by model, for agents that tell no money (<c>codex</c>, <c>gemini</c>); <c>*</c> is any other model.</summary>
    public Dictionary<string, ModelPrice> Prices { get; set; } = [];
}
