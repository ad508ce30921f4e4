namespace TaskRelay.Web.Settings.Repositories;

/// <summary>Settings of a repository, as they are read and written.</summary>
/// <param name="Version">To be sent back with a change: an older one is refused with 409 <c>settings_changed</c>. 1 before the first change.</param>
/// <param name="Repository">Full name. Ignored in a change.</param>
/// <param name="Enabled">Tasks may be asked for here; else they are rejected as <c>repository_not_enabled</c>.</param>
/// <param name="Paused">Nothing new is started; what is asked for waits, and what runs goes on.</param>
/// <param name="PauseReason">One line of at most 200 characters, shown on the issues of waiting tasks; null gives none.</param>
/// <param name="DefaultAgent">Used where a command names none, before the writer's own; null leaves it to them.</param>
/// <param name="AllowedAgents">Others are rejected as <c>agent_disabled</c>; null allows every agent.</param>
/// <param name="Model">Used with the default agent where a command names none; null leaves it to the writer.</param>
/// <param name="BaseBranch">Where tasks on issues begin when a command names no branch; null: the default branch.</param>
/// <param name="TaskTimeoutMinutes">Minutes that an agent may work, 1 to 1440; the smallest of this, the writer's and the instance's holds. null: those.</param>
/// <param name="MaxConcurrentTasks">Tasks of this repository that run at once, 1 to 1000; the instance's limit holds too. null: that.</param>
/// <param name="Commanders">Who may command: everybody with <c>write</c> permission, or <c>admin</c> alone.</param>
/// <param name="MayChange">The caller administers the repository or this TaskRelay. Ignored in a change.</param>
/// <param name="UpdatedAt">Null before the first change. Ignored in a change.</param>
/// <param name="UpdatedBy">Login. Ignored in a change.</param>
public sealed record RepositorySettingsView(
    int Version,
    string Repository,
    bool Enabled,
    bool Paused,
    string? PauseReason,
    string? DefaultAgent,
    IReadOnlyList<string>? AllowedAgents,
    string? Model,
    string? BaseBranch,
    int? TaskTimeoutMinutes,
    int? MaxConcurrentTasks,
    RepositoryCommanders Commanders,
    bool MayChange,
    DateTimeOffset? UpdatedAt,
    string? UpdatedBy);
