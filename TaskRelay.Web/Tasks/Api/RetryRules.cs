using TaskRelay.Web.Tasks.Requests;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>What a retry may change, judged before anything is queued.</summary>
public sealed class RetryRules(TaskMemberRules members)
{
    /// <summary>What is wrong, by member.</summary>
    public Dictionary<string, string[]> Check(RetryRequest change)
    {
        var errors = new Dictionary<string, string[]>();
        members.CheckAgent(errors, change.Agent);
        TaskMemberRules.CheckModel(errors, change.Model);
        TaskMemberRules.CheckInstructions(errors, change.Instructions);
        if (change.Instructions is { } text && string.IsNullOrWhiteSpace(text))
        {
            errors["instructions"] = ["Must not be blank; leave it out to keep what was asked for."];
        }

        return errors;
    }

    /// <summary>The same wish with the agent's canonical name: tasks are listed by it.</summary>
    public RetryRequest Canonical(RetryRequest change) => change with { Agent = change.Agent is { } agent ? members.AgentNamed(agent) : null };
}
