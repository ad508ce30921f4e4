using TaskRelay.Web.Agents;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>What a retry may change, judged before anything is queued.</summary>
public sealed class RetryRules(AgentCatalogue agents)
{
    /// <summary>GitHub's own limit on a comment.</summary>
    private const int MaxInstructions = 65536;

    /// <summary>What is wrong, by member.</summary>
    public Dictionary<string, string[]> Check(RetryRequest change)
    {
        var errors = new Dictionary<string, string[]>();
        if (change.Agent is { } agent && NameOf(agent) is null)
        {
            errors["agent"] = [$"There is no such agent; there are {string.Join(", ", agents.All().Select(known => known.Name))}."];
        }

        if (change.Model is { } model && !ModelName.IsValid(model))
        {
            errors["model"] = ["Not the name of a model."];
        }

        if (change.Instructions is { } text && (string.IsNullOrWhiteSpace(text) || text.Length > MaxInstructions))
        {
            errors["instructions"] = [$"Must hold 1 to {MaxInstructions} characters."];
        }

        return errors;
    }

    /// <summary>The same wish with the agent's canonical name: tasks are listed by it.</summary>
    public RetryRequest Canonical(RetryRequest change) => change with { Agent = change.Agent is null ? null : NameOf(change.Agent) };

    private string? NameOf(string name) =>
        (agents.Find(name) ?? agents.All().FirstOrDefault(agent => agent.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)))?.Name;
}
