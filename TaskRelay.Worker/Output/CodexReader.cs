using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Reads <c>codex exec --json</c>. It tells tokens and no money, so the price comes with the job.</summary>
internal sealed class CodexReader(JobPrice? price) : JsonLineReader
{
    private readonly RunEnd _end = new();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private TokenCount _tokens = new(0, 0, 0);

    public override AgentOutcome Finish(int exitCode, string lastErrorLines) =>
        _end.Outcome(exitCode, LastMessage, _tokens.At(price), PlainLines, lastErrorLines);

    protected override bool Take(JsonElement line, List<AgentEvent> events)
    {
        switch (line.Text("type"))
        {
            case "thread.started":
                Note("Codex starts.", events);
                return true;
            case "turn.started" or "item.updated":
                return true;
            case "item.started" when line.Member("item") is { } item:
                Begin(item, events);
                return true;
            case "item.completed" when line.Member("item") is { } item:
                Complete(item, events);
                return true;
            case "turn.completed":
                _end.Recover();
                // The sum of the whole thread, and not the turn's own.
                if (line.Member("usage") is { } usage)
                {
                    _tokens = new(usage.Count("input_tokens"), usage.Count("cached_input_tokens"), usage.Count("output_tokens"));
                    Used(_tokens.At(price), events);
                }
                return true;
            case "turn.failed":
                _end.Fail(line.Member("error")?.Text("message"));
                Note(line.Member("error")?.Text("message") ?? "The turn failed.", events);
                return true;
            // Also said of attempts that are repeated: only the turn's end tells whether it was the last.
            case "error":
                Note(line.Text("message") ?? "An error.", events);
                return true;
            default:
                return false;
        }
    }

    private void Begin(JsonElement item, List<AgentEvent> events)
    {
        if (item.Text("id") is { } id && !_begun.Add(id)) return;
        switch (item.Text("type"))
        {
            case "command_execution":
                events.Add(new(WorkerStreams.ToolCall, BoundedText.Cut($"shell {item.Text("command")}", BoundedText.Tool)));
                break;
            case "mcp_tool_call":
                Call($"{item.Text("server")}.{item.Text("tool")}", item.Member("arguments"), events);
                break;
            case "web_search":
                events.Add(new(WorkerStreams.ToolCall, BoundedText.Cut($"web_search {item.Text("query")}", BoundedText.Tool)));
                break;
            case "file_change":
                events.Add(new(WorkerStreams.ToolCall, "apply_patch"));
                break;
        }
    }

    private void Complete(JsonElement item, List<AgentEvent> events)
    {
        Begin(item, events);
        switch (item.Text("type"))
        {
            case "agent_message":
                Say(item.Text("text"), events);
                break;
            case "command_execution":
                Result(item.Text("aggregated_output") ?? "", item.Number("exit_code") != 0, events);
                break;
            case "mcp_tool_call":
                Result(item.Member("error")?.Text("message") ?? item.Member("result")?.GetRawText() ?? "", item.Member("error") is not null, events);
                break;
            case "file_change":
                var failed = item.Text("status") == "failed";
                Result(failed ? "The patch does not apply." : "Applied.", failed, events);
                if (!failed)
                    foreach (var change in item.Member("changes").Items())
                        Changed(change.Text("path"), null, events);
                break;
            // A warning, such as a model that it does not know; what ends a turn comes as turn.failed.
            case "error":
                Note(item.Text("message") ?? "An error.", events);
                break;
        }
    }
}
