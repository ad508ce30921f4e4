using System.Text.Json.Serialization;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>A line of a task's log.</summary>
[JsonDerivedType(typeof(TaskStateEventView))]
public record TaskEventView(
    [property: JsonPropertyOrder(-6)] long Seq,
    [property: JsonPropertyOrder(-5)] int Attempt,
    [property: JsonPropertyOrder(-4)] DateTimeOffset At,
    [property: JsonPropertyOrder(-3)] TaskEventKind Kind,
    [property: JsonPropertyOrder(-2)] string? Stream,
    [property: JsonPropertyOrder(-1)] string Text)
{
    /// <summary>The view of a stored line.</summary>
    public static TaskEventView Of(TaskEvent line) => line.Kind == TaskEventKind.State
        ? new TaskStateEventView(
            line.Seq, line.Attempt, line.At, line.Kind, line.Stream, line.Text, line.Status,
            line.ErrorCode is null ? null : new TaskErrorView(line.ErrorCode, line.ErrorMessage ?? "", line.ErrorPhase))
        : new TaskEventView(line.Seq, line.Attempt, line.At, line.Kind, line.Stream, line.Text);
}

/// <summary>A change of status, with the status entered and, at a bad end, its reason.</summary>
public sealed record TaskStateEventView(
    long Seq, int Attempt, DateTimeOffset At, TaskEventKind Kind, string? Stream, string Text, RelayTaskStatus? Status, TaskErrorView? Error)
    : TaskEventView(Seq, Attempt, At, Kind, Stream, Text);
