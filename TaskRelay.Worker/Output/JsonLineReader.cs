using System.Text;
using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>
/// What all agents have in common that print one JSON object a line: members in any order, new kinds with each version,
/// plain text in between, and a last line that a signal may have cut. What is not understood is shown as it came.
/// </summary>
internal abstract class JsonLineReader : IAgentOutputReader
{
    private readonly LastLines _plain = new();

    /// <summary>The last lines that were no events.</summary>
    protected string PlainLines => _plain.ToString();

    /// <summary>What the agent said last.</summary>
    protected string? LastMessage { get; private set; }

    public IEnumerable<AgentEvent> Read(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return [];
        if (line.TrimStart()[0] != '{') return Plain(line);
        List<AgentEvent> events = [];
        try
        {
            // Through bytes, which replaces a lone surrogate; as a string it would be refused.
            using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(line));
            return Take(json.RootElement, events) ? events : Plain(line);
        }
        catch (JsonException)
        {
            return Plain(line);
        }
        catch (InvalidOperationException)
        {
            // A string with half of an escaped surrogate pair, cut in two by the agent: no text can be made of it.
            return [.. events, .. Plain(line)];
        }
    }

    public abstract AgentOutcome Finish(int exitCode, string lastErrorLines);

    /// <summary>Reads one object; false where it is of no known kind.</summary>
    protected abstract bool Take(JsonElement line, List<AgentEvent> events);

    protected void Say(string? text, List<AgentEvent> events)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        LastMessage = text;
        events.Add(new(WorkerStreams.Message, BoundedText.Cut(text, BoundedText.Line)));
    }

    protected static void Call(string name, JsonElement? input, List<AgentEvent> events) =>
        events.Add(new(WorkerStreams.ToolCall, BoundedText.Cut($"{name} {input?.GetRawText() ?? "{}"}", BoundedText.Tool)));

    protected static void Result(string text, bool isError, List<AgentEvent> events) =>
        events.Add(new(WorkerStreams.ToolResult, BoundedText.Cut(isError ? "Error: " + text : text, BoundedText.Tool)));

    /// <summary>A changed file, told relative to the folder where that is known.</summary>
    protected static void Changed(string? path, string? folder, List<AgentEvent> events)
    {
        if (path is not { Length: > 0 }) return;
        if (folder is { Length: > 1 } && path.StartsWith(folder + "/", StringComparison.Ordinal)) path = path[(folder.Length + 1)..];
        events.Add(new(WorkerStreams.FileChange, BoundedText.Cut(path, BoundedText.Tool)));
    }

    protected static void Note(string text, List<AgentEvent> events) => events.Add(new(WorkerStreams.Stdout, BoundedText.Cut(text, BoundedText.Tool)));

    protected static void Used(ReportedUsage? usage, List<AgentEvent> events)
    {
        if (usage is not null) events.Add(new(WorkerStreams.Usage, JsonSerializer.Serialize(usage, ContractsJson.Default.ReportedUsage)));
    }

    private AgentEvent[] Plain(string line)
    {
        _plain.Add(line);
        return [new(WorkerStreams.Stdout, BoundedText.Cut(line, BoundedText.Tool))];
    }
}
