using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents.BuiltIn;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Agents;

/// <summary>The agents that commands may name: the built-in ones, as the configuration adds to and changes them.</summary>
public sealed class AgentCatalogue(IOptionsMonitor<AgentEntries> entries, ProviderAddresses addresses, ProviderCatalogue providers)
{
    /// <summary>Used where neither the command nor the user's settings name one.</summary>
    public const string Default = "claude";

    private (AgentEntries Entries, AgentNames Names)? _names;

    /// <summary>The names of this moment, as the command parser wants them.</summary>
    public AgentNames Names
    {
        get
        {
            var current = entries.CurrentValue;
            if (_names is { } cached && ReferenceEquals(cached.Entries, current))
            {
                return cached.Names;
            }

            var all = All();
            var aliases = all.SelectMany(agent => agent.Aliases, (agent, alias) => (alias, agent.Name)).ToDictionary();
            var names = new AgentNames(all.Select(agent => agent.Name), aliases);
            _names = (current, names);
            return names;
        }
    }

    /// <summary>The canonical name behind a name or alias, in any case; null where nobody is called that.</summary>
    public string? CanonicalName(string name) => Names.Find(name);

    /// <summary>The agent of that canonical name.</summary>
    public AgentDefinition? Find(string name) =>
        All().FirstOrDefault(agent => string.Equals(agent.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same as it runs with a model.</summary>
    public AgentDefinition? Find(string name, string? model) => Find(name)?.For(model);

    /// <summary>Every agent, by name.</summary>
    public IReadOnlyList<AgentDefinition> All()
    {
        var agents = BuiltIns().ToDictionary(agent => agent.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in entries.CurrentValue)
        {
            var key = name.ToLowerInvariant();
            agents[key] = Changed(agents.GetValueOrDefault(key), key, entry);
        }

        return [.. agents.Values.OrderBy(agent => agent.Name, StringComparer.Ordinal)];
    }

    private AgentDefinition Changed(AgentDefinition? known, string name, AgentOptions entry)
    {
        var agent = known ?? new AgentDefinition { Name = name, Command = entry.Command ?? name };
        return agent with
        {
            Command = entry.Command ?? agent.Command,
            Arguments = entry.Arguments ?? agent.Arguments,
            Models = entry.Models ?? agent.Models,
            Environment = entry.Environment.Count == 0 ? agent.Environment : Merged(agent.Environment, entry.Environment),
            Prices = entry.Prices.Count == 0 ? agent.Prices : entry.Prices,
            // How to ask for the version is known of the program that comes with the definition.
            VersionArguments = known is null ? [] : agent.VersionArguments,
            CredentialName = entry.Provider is { } provider ? providers.VariableOf(provider) : agent.CredentialName,
        };
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> first, Dictionary<string, string> second)
    {
        var merged = new Dictionary<string, string>(first);
        foreach (var (name, value) in second)
        {
            merged[name] = value;
        }

        return merged;
    }

    private IEnumerable<AgentDefinition> BuiltIns() =>
    [
        ScribeAgent.Definition,
        ClaudeAgent.Define(addresses),
        OpencodeAgent.Define(addresses),
        CodexAgent.Define(addresses),
        GeminiAgent.Define(addresses),
        AmpAgent.Define(addresses),
    ];
}
