using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Contracts;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>A line of the log, ready to be shown. Made once: the log redraws many times.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Form">How it is shown.</param>
/// <param name="Head">What is seen at once.</param>
/// <param name="Body">What is folded away; null when there is no more.</param>
/// <param name="Label">A word before the text, such as the tool's name.</param>
/// <param name="Icon">Icon, for lines that have one.</param>
/// <param name="Status">For changes of state: the state entered.</param>
public sealed partial record LogEntry(
    long Seq, DateTimeOffset At, LogForm Form, string Head, string? Body = null, string? Label = null, string? Icon = null, RelayTaskStatus? Status = null)
{
    /// <summary>All of its text, as plain text.</summary>
    public string Raw { get; private init; } = "";

    /// <summary>Where it comes from, in a word.</summary>
    public string Source { get; private init; } = "";

    /// <summary>It tells of something that went wrong.</summary>
    public bool IsBad { get; private init; }

    /// <summary>The file that it is about.</summary>
    public string? File { get; private init; }

    /// <summary>What the agent says, as Markdown; null for everything else.</summary>
    public MarkupString? Words { get; private init; }

    private const int HeadLength = 160;
    private const int MaxShown = 20_000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members of a tool's input that say best what it does, in the order of preference.</summary>
    private static readonly string[] Telling = ["command", "file_path", "path", "notebook_path", "pattern", "query", "url", "description", "prompt"];

    /// <summary>The entry of a line; null for lines that are counted elsewhere.</summary>
    public static LogEntry? Of(TaskEventView line)
    {
        if (line.Kind == TaskEventKind.Log && line.Stream == WorkerStreams.Usage)
        {
            return null;
        }

        var text = Short(SafeText.Of(line.Text));
        var entry = Shown(line, text);
        return entry with
        {
            Raw = text,
            Source = line.Kind switch
            {
                TaskEventKind.State => "state",
                TaskEventKind.Progress => "phase",
                _ => (line.Stream ?? "").Replace('_', ' '),
            },
            IsBad = IsTrouble(line, text),
            File = entry.Form == LogForm.File ? text : null,
            Words = entry.Form == LogForm.Message ? SafeMarkdown.Of(text) : null,
        };
    }

    private static LogEntry Shown(TaskEventView line, string text)
    {
        LogEntry Plain(LogForm form, string? icon = null, string? label = null) => new(line.Seq, line.At, form, text, Icon: icon, Label: label);
        return (line.Kind, line.Stream) switch
        {
            (TaskEventKind.State, _) when line is TaskStateEventView { Status: { } status } => new LogEntry(
                line.Seq, line.At, LogForm.State, text, Label: TaskStatusLook.Of(status).Text, Icon: TaskStatusLook.Of(status).Icon, Status: status),
            (TaskEventKind.State, _) => Plain(LogForm.Worker),
            (TaskEventKind.Progress, var phase) => Plain(LogForm.Phase, PhaseLook.Of(phase).Icon, PhaseLook.Of(phase).Text),
            (_, WorkerStreams.Message) => Plain(LogForm.Message, Icons.Material.Rounded.SmartToy),
            (_, WorkerStreams.ToolCall) => ToolCall(line, text),
            (_, WorkerStreams.ToolResult) => ToolResult(line, text),
            (_, WorkerStreams.FileChange) => Plain(LogForm.File, Icons.Material.Rounded.EditNote),
            (_, WorkerStreams.Stderr) => Plain(LogForm.Error),
            (_, WorkerStreams.Worker) => Plain(LogForm.Worker),
            _ => Plain(LogForm.Output),
        };
    }

    /// <summary>A bad end; and output that says so at the beginning of a line, which is where programs do.</summary>
    private static bool IsTrouble(TaskEventView line, string text) =>
        line is TaskStateEventView { Error: not null }
        || (line.Kind == TaskEventKind.Log
            && line.Stream is WorkerStreams.Stderr or WorkerStreams.Stdout or WorkerStreams.ToolResult or WorkerStreams.Worker
            && Trouble().IsMatch(text));

    private static LogEntry ToolCall(TaskEventView line, string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (tool, input) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
        var (head, body) = Describe(input);
        return new LogEntry(line.Seq, line.At, LogForm.ToolCall, head, body, tool, Icons.Material.Rounded.Build);
    }

    /// <summary>Input in JSON is told by its most telling member and kept whole below; other input by its first line.</summary>
    private static (string Head, string? Body) Describe(string input)
    {
        if (input is ['{', ..])
        {
            try
            {
                using var json = JsonDocument.Parse(input);
                var member = Telling
                    .Select(name => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
                    .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
                return (FirstLine(member ?? input), JsonSerializer.Serialize(json.RootElement, Indented));
            }
            catch (JsonException)
            {
                // Cut short by the log's limit: shown as it is.
            }
        }

        var head = FirstLine(input);
        return (head, head == input ? null : input);
    }

    private static LogEntry ToolResult(TaskEventView line, string text)
    {
        var head = FirstLine(text);
        var lines = text.AsSpan().Count('\n') + 1;
        return new LogEntry(line.Seq, line.At, LogForm.ToolResult, head, head == text ? null : text, lines > 1 ? $"{lines} lines" : null);
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().Trim().IndexOf('\n');
        var first = end < 0 ? text.Trim() : text.Trim()[..end].TrimEnd();
        return first.Length <= HeadLength ? first : string.Concat(first.AsSpan(0, HeadLength), "…");
    }

    private static string Short(string text) => text.Length <= MaxShown
        ? text
        : $"{text.AsSpan(0, MaxShown)}\n… {text.Length - MaxShown} more characters";

    [GeneratedRegex(@"^\W{0,4}(?:error|fatal|panic|exception|failed|failure|traceback|unhandled|exit code:? [1-9])|\berror[ :(\[]|(?:Exception|Error):", RegexOptions.IgnoreCase | RegexOptions.Multiline, matchTimeoutMilliseconds: 200)]
    private static partial Regex Trouble();
}
