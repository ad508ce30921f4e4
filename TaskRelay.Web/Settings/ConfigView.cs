using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>A person's settings, as they are read and written.</summary>
/// <param name="Version">To be sent back with a change: an older one is refused with 409 <c>config_changed</c>. 1 before the first change.</param>
/// <param name="DefaultAgent">Used where a command or a request names none.</param>
/// <param name="Runner">Where tasks run: <c>local</c> or <c>fly</c>.</param>
/// <param name="Agents">For each agent of this TaskRelay.</param>
/// <param name="Fly">Machines of the person's own Fly app.</param>
/// <param name="Repositories">Which repositories tasks may be asked for in.</param>
/// <param name="Settings">Limits. The instance has its own; the smaller one holds.</param>
/// <param name="UpdatedAt">Null before the first change. Ignored in a change.</param>
public sealed record ConfigView(
    int Version,
    string DefaultAgent,
    string Runner,
    IReadOnlyDictionary<string, AgentChoice> Agents,
    FlyChoice Fly,
    RepositoryChoice Repositories,
    LimitChoice Settings,
    DateTimeOffset? UpdatedAt);

/// <summary>How a person wants an agent to be used.</summary>
/// <param name="Enabled">A task for an agent that is not enabled is rejected as <c>agent_disabled</c>.</param>
/// <param name="Model">Used where a command names none; null leaves it to the agent.</param>
/// <param name="Priority">Used where a command names none.</param>
/// <param name="Instructions">Standing instructions: they stand in each prompt. At most 4000 characters.</param>
public sealed record AgentChoice(bool Enabled, string? Model, TaskPriority Priority, string? Instructions)
{
    /// <summary>For who has chosen nothing.</summary>
    public static readonly AgentChoice Default = new(true, null, TaskPriority.Normal, null);
}

/// <summary>Machines of a person's Fly app.</summary>
/// <param name="AppName">The app that Machines are made in.</param>
/// <param name="Region">Three letters, such as <c>fra</c>; null leaves it to Fly.</param>
/// <param name="Cpus">1 or an even number, up to 16.</param>
/// <param name="MemoryMb">Megabytes; what Fly offers for that many CPUs.</param>
/// <param name="TokenConfigured">A token is stored. Ignored in a change.</param>
public sealed record FlyChoice(string? AppName, string? Region, int Cpus, int MemoryMb, bool TokenConfigured);

/// <summary>Which repositories tasks may be asked for in.</summary>
/// <param name="Mode"><c>all</c> that the person may push to, or only the <c>selected</c> ones.</param>
/// <param name="Selected">Full names, such as <c>octo/hello</c>; kept while the mode is <c>all</c>.</param>
public sealed record RepositoryChoice(string Mode, IReadOnlyList<string> Selected)
{
    public const string All = "all";

    public const string OnlySelected = "selected";
}

/// <summary>A person's own limits.</summary>
/// <param name="MaxAttempts">Automatic and manual attempts of a task, 1 to 20.</param>
/// <param name="TaskTimeoutMinutes">Minutes that an agent may work, 1 to 1440.</param>
/// <param name="MaxConcurrentTasks">Tasks of this person that run at once, 1 to 1000.</param>
public sealed record LimitChoice(int MaxAttempts, int TaskTimeoutMinutes, int MaxConcurrentTasks);
