namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Every key that TaskRelay reads, and what the configuration holds of them.</summary>
public static class KnownKeys
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ConfigurationKey> All = [.. HostKeys.All, .. GitHubKeys.All, .. QueueKeys.All, .. RunnerKeys.All, .. AgentKeys.All, .. NotificationKeys.All];

    private static readonly HashSet<string> Sections =
        new(All.Select(key => key.Pattern.Split(':')[0]), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key stands in one of TaskRelay's own sections.</summary>
    public static bool IsOurs(string key) => Sections.Contains(key.Split(':')[0]);

    /// <summary>Every key that has a value, and its value.</summary>
    public static IEnumerable<(string Key, string Value)> Values(IConfiguration configuration) => configuration.AsEnumerable()
        .Where(pair => pair.Value is not null)
        .Select(pair => (pair.Key, pair.Value!));

    /// <summary>The known key that this one is, and its name as it is documented.</summary>
    public static (ConfigurationKey Key, string Name)? Find(string key)
    {
        foreach (var known in All)
        {
            if (known.Match(key) is { } name)
            {
                return (known, name);
            }
        }

        return null;
    }
}
