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

    /// <summary>Makes the program print its version and end; empty where nobody knows how.</summary>
    public IReadOnlyList<string> VersionArguments { get; init; } = [];

    /// <summary>Models that may be asked for; empty allows any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Environment variable of the provider's key; null when none is needed.</summary>
    public string? CredentialName { get; init; }

    /// <summary>
    /// For an agent that works with several providers and names models <c>provider/model</c>: each provider's variable.
    /// The model then decides which key it gets; without one it is <see cref="CredentialName"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> ProviderVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Plain variables that every run gets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings in its home. No secret stands in one: keys travel in the environment.</summary>
    public IReadOnlyList<AgentHomeFile> HomeFiles { get; init; } = [];

    /// <summary>Names at the top of a repository that it would take orders from whatever its own settings say.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>What tokens cost by model, for agents that tell no money; <c>*</c> is any other model.</summary>
    public IReadOnlyDictionary<string, ModelPrice> Prices { get; init; } = new Dictionary<string, ModelPrice>();

    /// <summary>How its output is read: <c>text</c>, or one of the forms in <c>AgentOutputReaders</c> of the worker.</summary>
    public string Output { get; init; } = "text";

    /// <summary>Whether its cage has a network.</summary>
    public bool NeedsNetwork { get; init; } = true;

    /// <summary>Harmless without a cage: it does only what its script says.</summary>
    public bool IsBuiltIn => Command == Worker;

    /// <summary>Program name that stands for the worker itself.</summary>
    public const string Worker = "{worker}";

    /// <summary>This agent as it runs with a model: with the key of that model's provider.</summary>
    public AgentDefinition For(string? model) =>
        model?.Split('/') is [var provider, _, ..] && ProviderVariables.TryGetValue(provider, out var variable)
            ? this with { CredentialName = variable }
            : this;

    /// <summary>The model in the agent's own spelling: one without a provider is the default provider's.</summary>
    public string? Spelling(string? model)
    {
        if (model is null || ProviderVariables.Count == 0 || ProviderVariables.ContainsKey(model.Split('/')[0]))
        {
            return model;
        }

        return ProviderVariables.FirstOrDefault(provider => provider.Value == CredentialName).Key is { } own ? $"{own}/{model}" : model;
    }

    /// <summary>The model's price; null where the operator set none.</summary>
    public ModelPrice? PriceOf(string? model) =>
        (model is null ? null : Prices.GetValueOrDefault(model)) ?? Prices.GetValueOrDefault("*");
}
