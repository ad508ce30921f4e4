using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>Whether the settings of the person who asked allow a task: their repositories, their agents.</summary>
public sealed class UserRules(ConfigQueries settings)
{
    /// <summary>Null when they do; else the refusal. For a person without settings everything is allowed.</summary>
    public async Task<AdmissionVerdict.Refused?> WhyNotAsync(RelayTask task, CancellationToken cancellationToken)
    {
        var config = await settings.OfAsync(task.CreatedById, cancellationToken);
        if (config.Repositories is { Mode: RepositoryChoice.OnlySelected } repositories
            && !repositories.Selected.Contains(task.RepositoryFullName, StringComparer.OrdinalIgnoreCase))
        {
            return new(
                AdmissionCodes.RepositoryNotEnabled,
                $"{task.CreatedByLogin} has not selected {task.RepositoryFullName} in their settings. They can add it there, or allow all repositories.",
                AdmissionRule.WriterSettings);
        }

        return config.Agents.GetValueOrDefault(task.Agent) is { Enabled: false }
            ? new(
                AdmissionCodes.AgentDisabled,
                $"{task.CreatedByLogin} has switched agent {task.Agent} off. Name another agent in the command, or enable it in the settings.",
                AdmissionRule.WriterSettings)
            : null;
    }
}
