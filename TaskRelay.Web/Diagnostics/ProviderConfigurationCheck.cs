using System.Text.RegularExpressions;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Looks at <c>Providers:Catalogue</c>: what stands there becomes variables in the environment of agents.</summary>
internal static partial class ProviderConfigurationCheck
{
    private const string Section = $"{ProviderOptions.Section}:{nameof(ProviderOptions.Catalogue)}";

    /// <summary>Variables that change how programs run rather than what they may open.</summary>
    private static readonly string[] Reserved = ["PATH", "HOME", "SHELL", "USER", "TMPDIR", "IFS", "ENV", "BASH_ENV", "NODE_OPTIONS", "PYTHONPATH"];

    private static readonly string[] ReservedBeginnings = ["TASKRELAY_", "LD_", "GIT_", "DOTNET_", "XDG_"];

    public static void Find(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        var entries = configuration.GetSection(Section).GetChildren().ToList();
        var replaced = entries.Select(entry => entry.Key.ToLowerInvariant()).ToHashSet();
        var owners = ProviderCatalogue.BuiltInVariables()
            .Where(known => !replaced.Contains(known.Provider))
            .ToDictionary(known => known.Variable, known => known.Provider);
        foreach (var entry in entries)
        {
            Look(entry, owners, faults);
        }
    }

    private static void Look(IConfigurationSection entry, Dictionary<string, string> owners, List<ConfigurationFault> faults)
    {
        var key = $"{Section}:{entry.Key}";
        if (!IdForm().IsMatch(entry.Key))
        {
            faults.Add(new(key, "Name providers with letters, digits and hyphens, beginning with a letter."));
        }

        if (!(Uri.TryCreate(entry["DocsUrl"], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            faults.Add(new($"{key}:DocsUrl", "Set the http or https address where people get their key."));
        }

        var credentials = entry.GetSection("Credentials").GetChildren().ToList();
        if (credentials.Count == 0)
        {
            faults.Add(new($"{key}:Credentials", "Name at least one variable: Credentials:0:Name."));
        }

        foreach (var credential in credentials)
        {
            var place = $"{key}:Credentials:{credential.Key}";
            var name = credential["Name"] ?? "";
            if (!VariableForm().IsMatch(name) || Reserved.Contains(name)
                || ReservedBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)))
            {
                faults.Add(new($"{place}:Name", "Set the variable that agents read: capital letters, digits and underscores, none that programs are run by."));
            }
            else if (!owners.TryAdd(name, entry.Key))
            {
                faults.Add(new($"{place}:Name", $"{name} is a variable of {owners[name]} already; each belongs to one provider."));
            }

            if (credential["Required"] is { Length: > 0 } required && !bool.TryParse(required, out _))
            {
                faults.Add(new($"{place}:Required", "Set true or false."));
            }
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$")]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Z][A-Z0-9_]{0,99}$")]
    private static partial Regex VariableForm();
}
