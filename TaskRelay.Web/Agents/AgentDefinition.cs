namespace TaskRelay.Web.Agents;

/// <summary>An agent CLI: how it is run and what it needs.</summary>
public sealed record AgentDefinition
{
    /// <summary>Canonical name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that commands may use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Program; <see cref="Worker"/> stands for the worker itself.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added when a model was chosen.</summary>
    public IReadOnlyList<string> ModelArguments { get; init; } = [];

    /// <summary>Models that may be asked for; empty allows any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Environment variable of the provider's key; null when none is needed.</summary>
    public string? CredentialName { get; init; }

    /// <summary>Plain variables that every run gets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How its output is read: <c>text</c> or <c>claude_stream_json</c>.</summary>
    public string Output { get; init; } = "text";

    /// <summary>Whether its cage has a network.</summary>
    public bool NeedsNetwork { get; init; } = true;

    /// <summary>Harmless without a cage: it does only what its script says.</summary>
    public bool IsBuiltIn => Command == Worker;

    /// <summary>Program name that stands for the worker itself.</summary>
    public const string Worker = "{worker}";
}
