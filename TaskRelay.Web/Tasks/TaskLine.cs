namespace TaskRelay.Web.Tasks;

/// <summary>A log line before it has its number.</summary>
public sealed record TaskLine(DateTimeOffset At, TaskEventKind Kind, string? Stream, string Text);
