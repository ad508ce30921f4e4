namespace TaskRelay.Web.Diagnostics;

/// <summary>Lists in the configuration: an array, or one string with commas, as environment variables have it.</summary>
public static class ConfigurationLists
{
    /// <summary>The trimmed entries that are not empty.</summary>
    public static string[] Read(IConfigurationSection section)
    {
        var single = section.Value?.Split(',') ?? [];
        return [.. single.Concat(section.GetChildren().Select(child => child.Value ?? ""))
            .Select(entry => entry.Trim())
            .Where(entry => entry.Length > 0)];
    }
}
