using TaskRelay.Web.GitHub;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>What a repository's settings say to a task. Pure; each answers null where they allow it.</summary>
public static class RepositoryJudge
{
    /// <summary>Are tasks taken at all?</summary>
    public static AdmissionVerdict.Refused? Enabled(RepositorySettings? settings, RelayTask task) => settings is { Enabled: false }
        ? new(
            AdmissionCodes.RepositoryNotEnabled,
            $"The administrators of {task.RepositoryFullName} have switched TaskRelay off there. They can enable it on the repositories page.",
            AdmissionRule.RepositoryEnabled)
        : null;

    /// <summary>May this person command?</summary>
    public static AdmissionVerdict.Refused? Commander(RepositorySettings? settings, RelayTask task, PermissionLevel permission) =>
        settings is { Commanders: RepositoryCommanders.Admin } && permission != PermissionLevel.Admin
            ? new(
                AdmissionCodes.ActorNotPermitted,
                $"In {task.RepositoryFullName} only its administrators command TaskRelay. One of them may give the command.",
                AdmissionRule.WriterPermitted)
            : null;

    /// <summary>Is the agent one of those that are allowed?</summary>
    public static AdmissionVerdict.Refused? Agent(RepositorySettings? settings, RelayTask task) =>
        RepositoryQueries.AllowedOf(settings?.AllowedAgents) is { } allowed && !allowed.Contains(task.Agent)
            ? new(
                AdmissionCodes.AgentDisabled,
                $"{task.RepositoryFullName} allows these agents: {string.Join(", ", allowed)}. Name one of them in the command.",
                AdmissionRule.AgentAllowed)
            : null;
}
