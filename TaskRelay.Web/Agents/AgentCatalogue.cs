using Microsoft.Extensions.Options;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Agents;

/// <summary>The agents that commands may name: the built-in ones, as the configuration adds to and changes them.</summary>
public sealed class AgentCatalogue(IOptionsMonitor<AgentEntries> entries, IOptionsMonitor<AnthropicOptions> anthropic, ProviderCatalogue providers)
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

    /// <summary>Every agent, by name.</summary>
    public IReadOnlyList<AgentDefinition> All()
    {
        var agents = BuiltIn().ToDictionary(agent => agent.Name, StringComparer.OrdinalIgnoreCase);
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
            CredentialName = entry.Provider is { } provider ? providers.VariableOf(provider) : agent.CredentialName,
        };
    }

    private IEnumerable<AgentDefinition> BuiltIn()
    {
        yield return new AgentDefinition
        {
            Name = "scribe",
            Command = AgentDefinition.Worker,
            Arguments = ["scribe"],
            NeedsNetwork = false,
        };

        var environment = new Dictionary<string, string>
        {
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
        };

        // Set here so that nothing in the repository can send the key elsewhere.
        if (anthropic.CurrentValue.BaseUrl is { } address)
        {
            environment["ANTHROPIC_BASE_URL"] = address;
        }

        yield return new AgentDefinition
        {
            Name = "claude",
            Aliases = ["claude-code"],
            Command = "claude",
            Arguments = ["-p", "--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions"],
            ModelArguments = ["--model", "{model}"],
            CredentialName = "ANTHROPIC_API_KEY",
            Environment = environment,
            Output = "claude_stream_json",
        };
    }
}
