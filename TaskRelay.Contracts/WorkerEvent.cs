namespace TaskRelay.Contracts;

/// <summary>One line of what happened in a worker.</summary>
/// <param name="Seq">The worker's own number, rising from 1; a repeated one is dropped.</param>
/// <param name="At">The worker's clock.</param>
/// <param name="Kind"><see cref="WorkerEventKinds"/>.</param>
/// <param name="Stream">For <c>log</c> one of <see cref="WorkerStreams"/>; for <c>progress</c> one of <see cref="TaskPhases"/>.</param>
/// <param name="Text">What happened, redacted.</param>
public sealed record WorkerEvent(long Seq, DateTimeOffset At, string Kind, string? Stream, string Text);

/// <summary>Body of <c>POST /api/worker/events</c>; empty is a heartbeat.</summary>
/// <param name="Events">In order.</param>
public sealed record WorkerEventBatch(IReadOnlyList<WorkerEvent> Events);

/// <summary>Answer to a batch.</summary>
/// <param name="Continue">False: the task is to stop; end the agent and report <c>stopped</c>.</param>
public sealed record WorkerEventAnswer(bool Continue);

/// <summary>Kinds of events that a worker sends.</summary>
public static class WorkerEventKinds
{
    /// <summary>The attempt entered a phase.</summary>
    public const string Progress = "progress";

    /// <summary>A line of output or a step of the agent.</summary>
    public const string Log = "log";
}

/// <summary>Where a log event comes from.</summary>
public static class WorkerStreams
{
    /// <summary>The worker's own words.</summary>
    public const string Worker = "worker";

    /// <summary>The agent's standard output, as it came.</summary>
    public const string Stdout = "stdout";

    /// <summary>The agent's standard error.</summary>
    public const string Stderr = "stderr";

    /// <summary>The agent speaks.</summary>
    public const string Message = "message";

    /// <summary>The agent calls a tool: its name, a space, its input.</summary>
    public const string ToolCall = "tool_call";

    /// <summary>What a tool answered.</summary>
    public const string ToolResult = "tool_result";

    /// <summary>A file that the agent changed: its path.</summary>
    public const string FileChange = "file_change";

    /// <summary>Tokens and cost so far, as JSON of <see cref="ReportedUsage"/>.</summary>
    public const string Usage = "usage";
}

/// <summary>Phases of an attempt, in order.</summary>
public static class TaskPhases
{
    /// <summary>The worker starts.</summary>
    public const string Preparing = "preparing";

    /// <summary>The repository is cloned.</summary>
    public const string Cloning = "cloning";

    /// <summary>The agent works.</summary>
    public const string RunningAgent = "running_agent";

    /// <summary>The work is checked and pushed.</summary>
    public const string Pushing = "pushing";

    /// <summary>The pull request is opened.</summary>
    public const string OpeningPullRequest = "opening_pull_request";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Preparing, Cloning, RunningAgent, Pushing, OpeningPullRequest];
}
