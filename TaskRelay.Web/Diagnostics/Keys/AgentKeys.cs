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
        new("Agents:*:Provider", Forms.Optional(value => ProviderKeys.VariableOf(value) is not null
            ? null
            : $"Set one of: {string.Join(", ", ProviderKeys.Providers.Order(StringComparer.Ordinal))}.")),
        new("Agents:*:Models", Forms.Any),
        new("Agents:*:Models:*", Forms.Text),
        new("Providers:Shared:*", Forms.Any),
        new("Anthropic:BaseUrl", Forms.Address),
    ];

    /// <summary>Names that operators choose stand in keys, so no form sees them.</summary>
    public static IEnumerable<ConfigurationFault> Names(IConfiguration configuration)
    {
        foreach (var agent in configuration.GetSection(AgentOptions.Section).GetChildren().Where(agent => !AgentForm().IsMatch(agent.Key)))
        {
            yield return new($"Agents:{agent.Key}", "Name agents with letters, digits and hyphens, beginning with a letter.");
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
