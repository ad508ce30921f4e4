using System.Diagnostics;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Observability;

/// <summary>
/// Traces: a task remembers the trace of the delivery that made it, so that every later step, also after a restart,
/// stands in the same trace.
/// </summary>
public static class RelayTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "TaskRelay";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A step of a task; null when nobody traces.</summary>
    public static Activity? Step(string name, RelayTask task)
    {
        var activity = Source.StartActivity(name, ActivityKind.Internal, task.TraceParent);
        activity?.SetTag("taskrelay.task.id", task.Id);
        activity?.SetTag("taskrelay.attempt", task.Attempt);
        activity?.SetTag("taskrelay.repository", task.RepositoryFullName);
        return activity;
    }

    /// <summary>A notification; it knows its task by id only.</summary>
    public static Activity? Notification(string kind, Guid? taskId)
    {
        var activity = Source.StartActivity("notify", ActivityKind.Producer);
        activity?.SetTag("taskrelay.notification.kind", kind);
        activity?.SetTag("taskrelay.task.id", taskId);
        return activity;
    }
}
