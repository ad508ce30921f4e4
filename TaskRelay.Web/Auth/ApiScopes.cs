namespace TaskRelay.Web.Auth;

/// <summary>What a personal API token may be good for.</summary>
public static class ApiScopes
{
    /// <summary>Read tasks, their logs and what GitHub shows their owner.</summary>
    public const string TasksRead = "tasks:read";

    /// <summary>Create, stop and retry tasks.</summary>
    public const string TasksWrite = "tasks:write";

    /// <summary>Read and change the owner's settings and credentials.</summary>
    public const string ConfigWrite = "config:write";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [TasksRead, TasksWrite, ConfigWrite];
}
