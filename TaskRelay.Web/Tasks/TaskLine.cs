namespace TaskRelay.Web.Tasks;

/// <summary>A log line of a worker before it has the task's number.</summary>
/// <param name="WorkerSeq">The worker's own number.</param>
/// <param name="At">When, by the worker's clock.</param>
/// <param name="Kind">Progress or log.</param>
/// <param name="Stream">Phase, or origin.</param>
/// <param name="Text">What happened, redacted.</param>
public sealed record TaskLine(long WorkerSeq, DateTimeOffset At, TaskEventKind Kind, string? Stream, string Text);
