using System.Text;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>A task as the comment that would ask for the same.</summary>
public static class CommandText
{
    /// <summary>The comment.</summary>
    public static string Of(TaskView task, string mention)
    {
        var text = new StringBuilder($"@{mention} {task.Agent}");
        if (task.Priority != TaskPriority.Normal)
        {
            text.Append(" --priority=").Append(task.Priority == TaskPriority.High ? "high" : "low");
        }

        if (task.Model is { } model)
        {
            text.Append(" --model=").Append(model);
        }

        if (task.BaseBranch is { } branch)
        {
            text.Append(" --base=").Append(branch);
        }

        return string.IsNullOrWhiteSpace(task.Instructions) ? text.ToString() : text.Append(' ').Append(task.Instructions).ToString();
    }
}
