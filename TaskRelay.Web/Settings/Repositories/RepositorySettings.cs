namespace TaskRelay.Web.Settings.Repositories;

/// <summary>
/// What its administrators decided for one repository. Where there is no row nothing was ever decided, and what is null
/// is left to who asks and to the instance.
/// </summary>
public sealed class RepositorySettings
{
    /// <summary>GitHub's id: the settings stay with a repository that is renamed.</summary>
    public required long RepositoryId { get; init; }

    /// <summary>Its name when the settings were changed last.</summary>
    public required string RepositoryFullName { get; set; }

    /// <summary>Goes up with each change; who changes names the one that they read.</summary>
    public required int Version { get; set; }

    /// <summary>Tasks may be asked for here.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Since when nothing new is started; null while it is not paused.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Why, for everybody whose task waits.</summary>
    public string? PauseReason { get; set; }

    /// <summary>Used where a command names no agent, before the writer's own.</summary>
    public string? DefaultAgent { get; set; }

    /// <summary>Canonical names as a JSON list; null: every agent.</summary>
    public string? AllowedAgents { get; set; }

    /// <summary>Used with <see cref="DefaultAgent"/> where a command names none.</summary>
    public string? Model { get; set; }

    /// <summary>Where tasks on issues begin when a command names no branch; null: the default branch.</summary>
    public string? BaseBranch { get; set; }

    public int? TaskTimeoutMinutes { get; set; }

    public int? MaxConcurrentTasks { get; set; }

    public RepositoryCommanders Commanders { get; set; } = RepositoryCommanders.Write;

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Login of who changed them last.</summary>
    public required string UpdatedBy { get; set; }

    /// <summary>What the writers of waiting tasks are told, on GitHub too.</summary>
    public string? PauseWords => PausedAt is null
        ? null
        : $"Paused: the administrators of this repository start nothing new{(PauseReason is null ? "" : $" ({PauseReason})")}. This task is kept and starts when that is over.";
}
