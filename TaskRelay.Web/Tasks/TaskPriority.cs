namespace TaskRelay.Web.Tasks;

/// <summary>How soon a task is taken from the queue.</summary>
public enum TaskPriority
{
    /// <summary>After the others.</summary>
    Low,

    /// <summary>What a command without a flag gets.</summary>
    Normal,

    /// <summary>Before the others.</summary>
    High,
}
