using TaskRelay.Web.Agents;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>What may stand in the settings of a repository; the same for the API and the page.</summary>
public sealed class RepositoryRules(AgentCatalogue agents)
{
    /// <summary>Characters of a pause's reason.</summary>
    public const int MaxReason = 200;

    /// <summary>The change with canonical names and without blanks.</summary>
    public RepositoryChange Canonical(RepositoryChange change) => change with
    {
        PauseReason = change.Paused ? Given(change.PauseReason) : null,
        DefaultAgent = Given(change.DefaultAgent) is { } name ? agents.CanonicalName(name) ?? name : null,
        AllowedAgents = change.AllowedAgents is { } allowed
            ? [.. allowed.Select(one => agents.CanonicalName(one) ?? one).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : null,
        Model = Given(change.Model),
        BaseBranch = Given(change.BaseBranch),
    };

    /// <summary>What is wrong with a canonical change, by member; empty when nothing is.</summary>
    public Dictionary<string, string[]> Check(RepositoryChange change)
    {
        var errors = new Dictionary<string, string[]>();
        Note("pauseReason", change.PauseReason is { } reason && (reason.Length > MaxReason || reason.Any(char.IsControl))
            ? $"Must be one line of at most {MaxReason} characters." : null);
        Note("defaultAgent", DefaultFault(change));
        Note("allowedAgents", AllowedFault(change));
        Note("model", ModelFault(change));
        Note("baseBranch", change.BaseBranch is { } branch && (!BranchName.IsValid(branch) || branch.StartsWith("refs/", StringComparison.Ordinal))
            ? "Must be the name of a branch, without refs/heads/." : null);
        Note("taskTimeoutMinutes", RangeFault(change.TaskTimeoutMinutes, ConfigRules.MaxTimeoutMinutes));
        Note("maxConcurrentTasks", RangeFault(change.MaxConcurrentTasks, ConfigRules.MaxConcurrentTasks));
        return errors;

        void Note(string member, string? fault)
        {
            if (fault is not null)
            {
                errors[member] = [fault];
            }
        }
    }

    private string? DefaultFault(RepositoryChange change) => change.DefaultAgent switch
    {
        null => null,
        var name when agents.CanonicalName(name) is null => Unknown,
        var name when change.AllowedAgents is { } allowed && !allowed.Contains(name) => "Must be one of the allowed agents.",
        _ => null,
    };

    private string? AllowedFault(RepositoryChange change) => change.AllowedAgents switch
    {
        null => null,
        [] => "Must name an agent; to take no tasks, switch the repository off.",
        var allowed => allowed.Any(name => agents.CanonicalName(name) is null) ? Unknown : null,
    };

    private string? ModelFault(RepositoryChange change)
    {
        if (change.Model is not { } model)
        {
            return null;
        }

        if (change.DefaultAgent is not { } name)
        {
            return "Is a model of the default agent: choose that first.";
        }

        if (!ModelName.IsValid(model))
        {
            return "Not the name of a model.";
        }

        var allowed = agents.Find(name)?.Models ?? [];
        return allowed.Count > 0 && !allowed.Contains(model, StringComparer.OrdinalIgnoreCase)
            ? $"{name} may use these models here: {string.Join(", ", allowed)}."
            : null;
    }

    private string Unknown => $"There is no such agent; there are {string.Join(", ", agents.All().Select(known => known.Name))}.";

    private static string? RangeFault(int? number, int most) => number < 1 || number > most ? $"Must be 1 to {most}." : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
