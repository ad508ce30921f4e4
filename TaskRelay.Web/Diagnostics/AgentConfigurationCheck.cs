using System.Globalization;
using System.Text.RegularExpressions;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Looks at gateways' addresses, and at the variables and prices of agents.</summary>
internal static partial class AgentConfigurationCheck
{
    private const string BaseUrls = $"{ProviderOptions.Section}:{nameof(ProviderOptions.BaseUrls)}";

    public static void Find(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        foreach (var entry in configuration.GetSection(BaseUrls).GetChildren())
        {
            Look(entry, faults);
        }

        foreach (var agent in configuration.GetSection(AgentOptions.Section).GetChildren())
        {
            foreach (var variable in agent.GetSection(nameof(AgentOptions.Environment)).GetChildren().Where(variable => !VariableForm().IsMatch(variable.Key)))
            {
                faults.Add(new($"Agents:{agent.Key}:Environment:{variable.Key}", "Name variables with letters, digits and underscores, beginning with a letter."));
            }

            foreach (var price in agent.GetSection(nameof(AgentOptions.Prices)).GetChildren().SelectMany(model => model.GetChildren()))
            {
                if (!(decimal.TryParse(price.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 100_000))
                {
                    faults.Add(new($"Agents:{agent.Key}:Prices:{price.Path.Split(':')[^2]}:{price.Key}", "Set US dollars for a million tokens, such as 1.25."));
                }
            }
        }
    }

    private static void Look(IConfigurationSection entry, List<ConfigurationFault> faults)
    {
        var key = $"{BaseUrls}:{entry.Key}";
        if (string.Equals(entry.Key, "anthropic", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(new(key, "Set Anthropic:BaseUrl instead."));
        }
        else if (!ProviderAddresses.Known.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(new(key, $"Set one of: {string.Join(", ", ProviderAddresses.Known)}."));
        }
        else if (!(Uri.TryCreate(entry.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0))
        {
            faults.Add(new(key, "Set an absolute http or https address without credentials."));
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,99}$")]
    private static partial Regex VariableForm();
}
