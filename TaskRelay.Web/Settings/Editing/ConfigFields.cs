namespace TaskRelay.Web.Settings.Editing;

/// <summary>The fields of the settings: their paths, and what they are called. Pure.</summary>
public static class ConfigFields
{
    public const string DefaultAgent = "defaultAgent";

    public const string Runner = "runner";

    public const string FlyApp = "fly.appName";

    public const string FlyRegion = "fly.region";

    public const string FlyCpus = "fly.cpus";

    public const string FlyMemory = "fly.memoryMb";

    public const string RepositoryMode = "repositories.mode";

    public const string Repositories = "repositories.selected";

    public const string MaxAttempts = "settings.maxAttempts";

    public const string Timeout = "settings.taskTimeoutMinutes";

    public const string Concurrent = "settings.maxConcurrentTasks";

    private const string Agents = "agents.";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [DefaultAgent] = "Default agent",
        [Runner] = "Where tasks run",
        [FlyApp] = "Fly app",
        [FlyRegion] = "Fly region",
        [FlyCpus] = "CPUs of a Machine",
        [FlyMemory] = "Memory of a Machine",
        [RepositoryMode] = "Which repositories",
        [Repositories] = "Selected repositories",
        [MaxAttempts] = "Attempts of a task",
        [Timeout] = "Minutes that an agent may work",
        [Concurrent] = "Tasks at once",
    };

    /// <summary>A field of one agent.</summary>
    public static string Agent(string name, string member) => $"{Agents}{name}.{member}";

    /// <summary>Every field of these settings.</summary>
    public static IEnumerable<string> PathsOf(ConfigView view) => Names.Keys.Concat(
        view.Agents.Keys.SelectMany(name => new[] { "enabled", "model", "priority", "instructions" }.Select(member => Agent(name, member))));

    /// <summary>What people call it.</summary>
    public static string NameOf(string path)
    {
        if (Names.TryGetValue(path, out var name))
        {
            return name;
        }

        var at = path.LastIndexOf('.');
        return path.StartsWith(Agents, StringComparison.Ordinal) && at > Agents.Length
            ? $"{path[Agents.Length..at]}: {(path[(at + 1)..] == "enabled" ? "in use" : path[(at + 1)..])}"
            : path;
    }
}
