using System.Text;
using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>
/// Reads Claude Code's stream-json: one object a line, members in any order, new kinds with each version, plain text in
/// between, and a last line that a signal may have cut. What is not understood is shown as it came.
/// </summary>
internal sealed class ClaudeStreamReader : IAgentOutputReader
{
    private readonly ClaudeUsage _usage = new();
    private readonly ClaudeEnd _end = new();
    private readonly LastLines _plain = new();
    private string? _directory;
    private string? _lastMessage;

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

    public AgentOutcome Finish(int exitCode, string lastErrorLines) =>
        _end.Outcome(exitCode, lastErrorLines, _lastMessage, _plain.ToString(), _usage.Total);

    private AgentEvent[] Plain(string line)
    {
        _plain.Add(line);
        return [new(WorkerStreams.Stdout, BoundedText.Cut(line, BoundedText.Tool))];
    }

    /// <summary>False where the line is of no known kind.</summary>
    private bool Take(JsonElement line, List<AgentEvent> events)
    {
        switch (line.Text("type"))
        {
            case "system":
                TakeSystem(line, events);
                return true;
            case "assistant" when line.Member("message") is { } message:
                TakeMessage(message, events);
                return true;
            case "user" when line.Member("message") is { } message:
                foreach (var block in message.Member("content").Items())
                    if (block.Text("type") == "tool_result")
                        events.Add(new(WorkerStreams.ToolResult, BoundedText.Cut(ToolResult(block), BoundedText.Tool)));
                return true;
            case "rate_limit_event":
                if (_end.TakeLimit(line)) events.Add(new(WorkerStreams.Stdout, _end.LimitWords));
                return true;
            case "result":
                _end.TakeResult(line);
                if (_usage.Finish(line)) events.Add(Usage());
                return true;
            // Pieces of messages that come whole as well.
            case "stream_event" or "keep_alive":
                return true;
            default:
                return false;
        }
    }

    private void TakeSystem(JsonElement line, List<AgentEvent> events)
    {
        if (line.Text("subtype") != "init")
        {
            var words = line.Text("message") ?? line.Text("error") ?? line.Text("status") ?? line.Text("content");
            events.Add(new(WorkerStreams.Stdout, BoundedText.Cut($"{line.Text("subtype") ?? "system"} {words}".TrimEnd(), BoundedText.Tool)));
            return;
        }

        _directory = line.Text("cwd");
        events.Add(new(WorkerStreams.Stdout, $"Claude Code {line.Text("claude_code_version")} starts with {line.Text("model") ?? "its default model"}".Replace("  ", " ", StringComparison.Ordinal)));
    }

    private void TakeMessage(JsonElement message, List<AgentEvent> events)
    {
        if (message.Member("content") is { ValueKind: JsonValueKind.String } text) Say(text.GetString()!, events);
        foreach (var block in message.Member("content").Items())
        {
            switch (block.Text("type"))
            {
                case "text":
                    Say(block.Text("text") ?? "", events);
                    break;
                case "tool_use" or "server_tool_use" or "mcp_tool_use":
                    TakeToolUse(block, events);
                    break;
            }
        }

        if (_usage.Add(message.Text("id"), message.Member("usage"))) events.Add(Usage());
    }

    private void Say(string text, List<AgentEvent> events)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        _lastMessage = text;
        events.Add(new(WorkerStreams.Message, BoundedText.Cut(text, BoundedText.Line)));
    }

    private void TakeToolUse(JsonElement block, List<AgentEvent> events)
    {
        var name = block.Text("name") ?? "tool";
        var input = block.Member("input");
        events.Add(new(WorkerStreams.ToolCall, BoundedText.Cut($"{name} {input?.GetRawText() ?? "{}"}", BoundedText.Tool)));
        if (name is not ("Edit" or "Write" or "MultiEdit" or "NotebookEdit")) return;
        if ((input?.Text("file_path") ?? input?.Text("notebook_path")) is not { Length: > 0 } path) return;
        if (_directory is { Length: > 1 } && path.StartsWith(_directory + "/", StringComparison.Ordinal)) path = path[(_directory.Length + 1)..];
        events.Add(new(WorkerStreams.FileChange, BoundedText.Cut(path, BoundedText.Tool)));
    }

    private static string ToolResult(JsonElement block)
    {
        var text = block.Member("content") is { ValueKind: JsonValueKind.String } whole
            ? whole.GetString()!
            : string.Join('\n', block.Member("content").Items().Select(static part => part.Text("text") ?? $"[{part.Text("type") ?? "?"}]"));
        return block.Flag("is_error") ? "Error: " + text : text;
    }

    private AgentEvent Usage() => new(WorkerStreams.Usage, JsonSerializer.Serialize(_usage.Total, ContractsJson.Default.ReportedUsage));
}
