using System.Text.RegularExpressions;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of agents and of the providers that they use.</summary>
internal static partial class AgentKeys
{
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("Agents:*:Command", Forms.Text),
        new("Agents:*:Arguments", Forms.Any),
        new("Agents:*:Arguments:*", Forms.Any),
        new("Agents:*:Provider", Forms.Any),
        new("Agents:*:Models", Forms.Any),
        new("Agents:*:Models:*", Forms.Text),
        new("Agents:*:Environment:*", Forms.Any),
        new("Agents:*:Prices:*:Input", Forms.Any),
        new("Agents:*:Prices:*:CachedInput", Forms.Any),
        new("Agents:*:Prices:*:Output", Forms.Any),
        new("Providers:BaseUrls:*", Forms.Any),
        new("Providers:Shared:*", Forms.Any),

        // What a catalogue's entry holds is judged with its neighbours.
        new("Providers:Catalogue:*:Name", Forms.Any),
        new("Providers:Catalogue:*:DocsUrl", Forms.Any),
        new("Providers:Catalogue:*:Credentials:*:Name", Forms.Any),
        new("Providers:Catalogue:*:Credentials:*:Label", Forms.Any),
        new("Providers:Catalogue:*:Credentials:*:Required", Forms.Any),
        new("Anthropic:BaseUrl", Forms.Address),
    ];

    /// <summary>Names that operators choose stand in keys, so no form sees them.</summary>
    public static IEnumerable<ConfigurationFault> Names(IConfiguration configuration)
    {
        foreach (var agent in configuration.GetSection(AgentOptions.Section).GetChildren().Where(agent => !AgentForm().IsMatch(agent.Key)))
        {
            yield return new($"Agents:{agent.Key}", "Name agents with letters, digits and hyphens, beginning with a letter.");
        }

        var providers = ProviderCatalogue.Ids(configuration).Order(StringComparer.Ordinal).ToList();
        foreach (var agent in configuration.GetSection(AgentOptions.Section).GetChildren())
        {
            if (agent["Provider"] is { Length: > 0 } provider && !providers.Contains(provider, StringComparer.OrdinalIgnoreCase))
            {
                yield return new($"Agents:{agent.Key}:Provider", $"Set one of: {string.Join(", ", providers)}.");
            }
        }

        foreach (var variable in configuration.GetSection("Providers:Shared").GetChildren().Where(variable => !VariableForm().IsMatch(variable.Key)))
        {
            yield return new($"Providers:Shared:{variable.Key}", "Name credentials by their variable, such as ANTHROPIC_API_KEY.");
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$")]
    private static partial Regex AgentForm();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,99}$")]
    private static partial Regex VariableForm();
}
