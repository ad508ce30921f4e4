using TaskRelay.Web.Agents;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>What may stand in a wish for a task or for another attempt; the same as in a comment.</summary>
public sealed class TaskMemberRules(AgentCatalogue agents)
{
    /// <summary>GitHub's own limit on a comment.</summary>
    public const int MaxInstructions = 65536;

    /// <summary>The canonical name behind a name or alias; null where nobody is called that.</summary>
    public string? AgentNamed(string name) => agents.CanonicalName(name);

    /// <summary>A known agent, or none.</summary>
    public void CheckAgent(Dictionary<string, string[]> errors, string? agent)
    {
        if (agent is not null && AgentNamed(agent) is null)
        {
            errors["agent"] = [$"There is no such agent; there are {string.Join(", ", agents.All().Select(known => known.Name))}."];
        }
    }

    /// <summary>A name that can't be taken for an option, or none.</summary>
    public static void CheckModel(Dictionary<string, string[]> errors, string? model)
    {
        if (model is not null && !ModelName.IsValid(model))
        {
            errors["model"] = ["Must be up to 100 letters, digits and . _ : / @ -, a letter or digit first."];
        }
    }

    /// <summary>A branch that git would take, or none.</summary>
    public static void CheckBaseBranch(Dictionary<string, string[]> errors, string? branch)
    {
        // Git would allow a branch of that name; who writes it means the one behind the prefix.
        if (branch is not null && (!BranchName.IsValid(branch) || branch.StartsWith("refs/", StringComparison.Ordinal)))
        {
            errors["baseBranch"] = ["Must be the name of a branch, without refs/heads/."];
        }
    }

    /// <summary>A bounded text, or none.</summary>
    public static void CheckInstructions(Dictionary<string, string[]> errors, string? instructions)
    {
        if (instructions is not null && (instructions.Length > MaxInstructions || instructions.Contains('\0')))
        {
            errors["instructions"] = [$"Must be a text of at most {MaxInstructions} characters."];
        }
    }
}
