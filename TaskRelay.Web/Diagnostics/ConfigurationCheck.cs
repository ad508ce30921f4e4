using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Diagnostics;

/// <summary>
/// Looks at the whole configuration before anything starts and tells every fault at once, each with its key and its
/// remedy. Missing optional parts are no faults: the start-up check tells of them.
/// </summary>
public static partial class ConfigurationCheck
{
    /// <summary>All faults; empty when TaskRelay can start.</summary>
    public static IReadOnlyList<ConfigurationFault> Find(IConfiguration configuration)
    {
        var faults = new List<ConfigurationFault>();
        Addresses(configuration, faults);
        Numbers(configuration, faults);
        Words(configuration, faults);
        GitHub(configuration, faults);
        Agents(configuration, faults);
        FlyConfigurationCheck.Find(configuration, faults);
        ProviderConfigurationCheck.Find(configuration, faults);
        Store(configuration, faults);
        return faults;
    }

    private static void Addresses(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        foreach (var key in new[]
            { "PublicUrl", "GitHub:WebBaseUrl", "GitHub:ApiBaseUrl", "GitHub:CloneBaseUrl", "Anthropic:BaseUrl", "Fly:ApiBaseUrl", "Runners:ServerUrl" })
        {
            if (configuration[key] is { Length: > 0 } text
                && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0))
            {
                faults.Add(new(key, "Set an absolute http or https address without credentials, such as https://relay.example.com."));
            }
        }
    }

    private static void Numbers(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        (string Key, int Least, int Most)[] ranges =
        [
            ("Queue:MaxRunning", 0, 1000), ("Queue:MaxRunningPerUser", 1, 1000), ("Queue:MaxRunningPerRepository", 1, 1000),
            ("Queue:MaxWaitHours", 1, 24 * 30), ("Tasks:TimeoutMinutes", 1, 24 * 60), ("Tasks:TimeoutSeconds", 0, 24 * 3600),
            ("Tasks:MaxAttempts", 1, 20),
        ];
        foreach (var (key, least, most) in ranges)
        {
            if (configuration[key] is { } text
                && !(int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
            {
                faults.Add(new(key, $"Set a whole number from {least} to {most}."));
            }
        }

        foreach (var key in new[] { "Admission:RequireSignIn", "Metrics:Enabled" })
        {
            if (configuration[key] is { Length: > 0 } text && !bool.TryParse(text, out _))
            {
                faults.Add(new(key, "Set true or false."));
            }
        }
    }

    private static void Words(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        (string Key, string[] Allowed)[] words =
        [
            ("Database:Provider", ["sqlite"]), ("GitHub:Ingest", ["webhook"]), ("Runners:Default", ["local", "fly"]),
            ("Runners:Local:Sandbox", ["auto", "bubblewrap", "none"]),
        ];
        foreach (var (key, allowed) in words)
        {
            if (configuration[key] is { Length: > 0 } text && !allowed.Contains(text, StringComparer.Ordinal))
            {
                faults.Add(new(key, $"Set one of: {string.Join(", ", allowed)}."));
            }
        }
    }

    private static void GitHub(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        if (configuration["GitHub:Mention"] is { } mention && !MentionForm().IsMatch(mention))
        {
            faults.Add(new("GitHub:Mention", "Set a GitHub login without the @: letters, digits and single hyphens, at most 39."));
        }

        if (configuration["GitHub:AppId"] is { Length: > 0 } id && !id.All(char.IsAsciiDigit))
        {
            faults.Add(new("GitHub:AppId", "Set the App's numeric id, from its settings page."));
        }

        if (configuration["GitHub:PrivateKeyPath"] is { Length: > 0 } path && !File.Exists(path))
        {
            faults.Add(new("GitHub:PrivateKeyPath", $"There is no file {path}; set the path of the App's PEM file."));
        }
    }

    private static void Agents(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        foreach (var agent in configuration.GetSection(AgentOptions.Section).GetChildren())
        {
            if (!AgentNameForm().IsMatch(agent.Key))
            {
                faults.Add(new($"Agents:{agent.Key}", "Name agents with letters, digits and hyphens, beginning with a letter."));
            }

            if (agent["Provider"] is { Length: > 0 } provider && !ProviderCatalogue.Ids(configuration).Contains(provider, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add(new($"Agents:{agent.Key}:Provider", $"Set one of: {string.Join(", ", ProviderCatalogue.Ids(configuration).Order(StringComparer.Ordinal))}."));
            }
        }
    }

    private static void Store(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        const string key = "ConnectionStrings:TaskRelay";
        try
        {
            if (configuration[key] is { Length: > 0 } text && new SqliteConnectionStringBuilder(text).DataSource is "" or ":memory:")
            {
                faults.Add(new(key, "Name a file: Data Source=data/taskrelay.db."));
            }
        }
        catch (ArgumentException)
        {
            faults.Add(new(key, "Set a SQLite connection string: Data Source=data/taskrelay.db."));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$")]
    private static partial Regex MentionForm();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$")]
    private static partial Regex AgentNameForm();
}
