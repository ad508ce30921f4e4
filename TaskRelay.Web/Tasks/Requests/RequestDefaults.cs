using TaskRelay.Web.Agents;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>What a task gets where its wish left something open. The one place that decides it for tasks that no comment made.</summary>
public sealed class RequestDefaults
{
    /// <summary>Fills the task in, inside the piece of work that stores it.</summary>
    public void Apply(WriteScope scope, RelayTask task, TaskRequest request)
    {
        ArgumentNullException.ThrowIfNull(scope);
        task.Agent = request.Agent ?? AgentCatalogue.Default;
        task.Model = request.Model;
        task.Priority = request.Priority ?? TaskPriority.Normal;
        task.Instructions = request.Instructions ?? "";
    }
}
