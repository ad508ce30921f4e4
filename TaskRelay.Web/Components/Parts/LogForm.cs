namespace TaskRelay.Web.Components.Parts;

/// <summary>How a line of the log is shown.</summary>
public enum LogForm
{
    /// <summary>What the agent says.</summary>
    Message,

    /// <summary>A tool that the agent calls, folded.</summary>
    ToolCall,

    /// <summary>What the tool answered, folded.</summary>
    ToolResult,

    /// <summary>A file that it changed.</summary>
    File,

    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,

    /// <summary>The worker's own words.</summary>
    Worker,

    /// <summary>A phase begins.</summary>
    Phase,

    /// <summary>The task's status changes.</summary>
    State,
}
