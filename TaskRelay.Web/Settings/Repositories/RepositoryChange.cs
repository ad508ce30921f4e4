namespace TaskRelay.Web.Settings.Repositories;

/// <summary>Settings of a repository as somebody wants them.</summary>
/// <param name="Version">The version that they read.</param>
/// <param name="Enabled">Tasks may be asked for.</param>
/// <param name="Paused">Nothing new is started.</param>
/// <param name="PauseReason">Why.</param>
/// <param name="DefaultAgent">Canonical name.</param>
/// <param name="AllowedAgents">Canonical names; null: all.</param>
/// <param name="Model">For the default agent.</param>
/// <param name="BaseBranch">Where tasks begin.</param>
/// <param name="TaskTimeoutMinutes">The repository's own limit.</param>
/// <param name="MaxConcurrentTasks">The repository's own limit.</param>
/// <param name="Commanders">Who may command.</param>
public sealed record RepositoryChange(
    int Version,
    bool Enabled,
    bool Paused,
    string? PauseReason,
    string? DefaultAgent,
    IReadOnlyList<string>? AllowedAgents,
    string? Model,
    string? BaseBranch,
    int? TaskTimeoutMinutes,
    int? MaxConcurrentTasks,
    RepositoryCommanders Commanders);
