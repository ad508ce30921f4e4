namespace TaskRelay.Web.Settings;

/// <summary>Settings as somebody wants them, checked.</summary>
/// <param name="Version">The version that they read.</param>
/// <param name="DefaultAgent">Canonical name.</param>
/// <param name="Runner">One of <see cref="ConfigRules.Runners"/>.</param>
/// <param name="Agents">By canonical name.</param>
/// <param name="Fly">Without the token, which settings never touch.</param>
/// <param name="Repositories">Which repositories.</param>
/// <param name="Limits">The person's own limits.</param>
public sealed record ConfigChange(
    int Version,
    string DefaultAgent,
    string Runner,
    IReadOnlyDictionary<string, AgentChoice> Agents,
    FlySize Fly,
    RepositoryChoice Repositories,
    LimitChoice Limits);

/// <summary>The app and the size of its Machines.</summary>
public sealed record FlySize(string? AppName, string? Region, int Cpus, int MemoryMb);

/// <summary>What became of a request to change settings, before the store is asked.</summary>
public abstract record ConfigReading
{
    private ConfigReading()
    {
    }

    /// <summary>It can be stored.</summary>
    public sealed record Ok(ConfigChange Change) : ConfigReading;

    /// <summary>Members are wrong.</summary>
    public sealed record Invalid(Dictionary<string, string[]> Errors) : ConfigReading;

    /// <summary>It names an agent that there is not.</summary>
    public sealed record NoSuchAgent(string Name) : ConfigReading;
}
