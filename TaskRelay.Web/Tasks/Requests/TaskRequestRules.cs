using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>Judges a wish for a task before anybody is asked about it.</summary>
public sealed partial class TaskRequestRules(TaskMemberRules members)
{
    /// <summary>What is wrong, by member; empty when nothing is.</summary>
    public Dictionary<string, string[]> Check(TaskRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Repository is null)
        {
            errors["repository"] = ["Is missing."];
        }
        else if (!FullName().IsMatch(request.Repository))
        {
            errors["repository"] = ["Must be owner/name."];
        }

        if (request.IssueNumber is not { } number)
        {
            errors["issueNumber"] = ["Is missing."];
        }
        else if (number < 1)
        {
            errors["issueNumber"] = ["Must be 1 or more."];
        }

        members.CheckAgent(errors, request.Agent);
        TaskMemberRules.CheckModel(errors, request.Model);
        TaskMemberRules.CheckInstructions(errors, request.Instructions);
        TaskMemberRules.CheckBaseBranch(errors, request.BaseBranch);
        return errors;
    }

    /// <summary>The same wish in the form in which it is carried out: the agent's canonical name, and the text as comments have it.</summary>
    public TaskRequest Canonical(TaskRequest request) => request with
    {
        Agent = request.Agent is { } agent ? members.AgentNamed(agent) : null,
        Instructions = request.Instructions?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim(),
    };

    /// <summary>No name on GitHub is made of dots alone, and as part of an address those would climb.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}/(?!\.{1,2}\z)[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex FullName();
}
