using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Reads Claude Code's stream-json, which Amp's follows.</summary>
/// <param name="product">Who speaks.</param>
internal sealed class ClaudeStreamReader(string product) : JsonLineReader
{
    private readonly ClaudeUsage _usage = new();
    private readonly ClaudeEnd _end = new();
    private string? _directory;

    public override AgentOutcome Finish(int exitCode, string lastErrorLines) =>
        _end.Outcome(exitCode, lastErrorLines, LastMessage, PlainLines, _usage.Total);

    protected override bool Take(JsonElement line, List<AgentEvent> events)
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
                        Result(ResultText(block), block.Flag("is_error"), events);
                return true;
            case "rate_limit_event":
                if (_end.TakeLimit(line)) Note(_end.LimitWords, events);
                return true;
            case "result":
                _end.TakeResult(line);
                if (_usage.Finish(line)) Used(_usage.Total, events);
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
            Note($"{line.Text("subtype") ?? "system"} {words}".TrimEnd(), events);
            return;
        }

        _directory = line.Text("cwd");
        Note($"{product} {line.Text("claude_code_version")} starts with {line.Text("model") ?? "its default model"}".Replace("  ", " ", StringComparison.Ordinal), events);
    }

    private void TakeMessage(JsonElement message, List<AgentEvent> events)
    {
        if (message.Member("content") is { ValueKind: JsonValueKind.String } text) Say(text.GetString(), events);
        foreach (var block in message.Member("content").Items())
        {
            switch (block.Text("type"))
            {
                case "text":
                    Say(block.Text("text"), events);
                    break;
                case "tool_use" or "server_tool_use" or "mcp_tool_use":
                    TakeToolUse(block, events);
                    break;
            }
        }

        if (_usage.Add(message.Text("id"), message.Member("usage"))) Used(_usage.Total, events);
    }

    private void TakeToolUse(JsonElement block, List<AgentEvent> events)
    {
        var name = block.Text("name") ?? "tool";
        var input = block.Member("input");
        Call(name, input, events);
        // The second line is Amp's.
        if (name is "Edit" or "Write" or "MultiEdit" or "NotebookEdit"
            or "create_file" or "edit_file")
            Changed(input?.Text("file_path") ?? input?.Text("notebook_path") ?? input?.Text("path"), _directory, events);
    }

    private static string ResultText(JsonElement block) => block.Member("content") is { ValueKind: JsonValueKind.String } whole
        ? whole.GetString()!
        : string.Join('\n', block.Member("content").Items().Select(static part => part.Text("text") ?? $"[{part.Text("type") ?? "?"}]"));
}
