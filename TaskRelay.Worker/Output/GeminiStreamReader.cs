using System.Text;
using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>
/// Reads <c>gemini -o stream-json</c>. Messages come in pieces, which are put together; it tells tokens and no money, so
/// the price comes with the job.
/// </summary>
internal sealed class GeminiStreamReader(JobPrice? price) : JsonLineReader
{
    private readonly RunEnd _end = new();
    private readonly StringBuilder _message = new();
    private TokenCount _tokens = new(0, 0, 0);

    public override AgentOutcome Finish(int exitCode, string lastErrorLines) =>
        // Of a run that a signal ended, the last message may still lie here in pieces.
        _end.Outcome(exitCode, _message.Length > 0 ? _message.ToString() : LastMessage, _tokens.At(price), PlainLines, lastErrorLines);

    protected override bool Take(JsonElement line, List<AgentEvent> events)
    {
        var type = line.Text("type");
        if (type == "message")
        {
            TakeMessage(line, events);
            return true;
        }

        Flush(events);
        switch (type)
        {
            case "init":
                Note($"Gemini CLI starts with {line.Text("model") ?? "its default model"}", events);
                return true;
            case "tool_use":
                var name = line.Text("tool_name") ?? "tool";
                var input = line.Member("parameters");
                Call(name, input, events);
                if (name is "write_file" or "replace") Changed(input?.Text("file_path"), null, events);
                return true;
            case "tool_result":
                var failed = line.Text("status") == "error";
                Result((failed ? line.Member("error")?.Text("message") : null) ?? line.Text("output") ?? "", failed, events);
                return true;
            case "error":
                Note(line.Text("message") ?? "An error.", events);
                if (line.Text("severity") != "warning") _end.Fail(line.Text("message"));
                return true;
            case "result":
                TakeResult(line, events);
                return true;
            default:
                return false;
        }
    }

    private void TakeMessage(JsonElement line, List<AgentEvent> events)
    {
        // What the user says is the prompt, which is known.
        if (line.Text("role") != "assistant") return;
        if (!line.Flag("delta")) Flush(events);
        if (_message.Length < BoundedText.Line) _message.Append(line.Text("content"));
        if (!line.Flag("delta")) Flush(events);
    }

    private void Flush(List<AgentEvent> events)
    {
        if (_message.Length == 0) return;
        Say(_message.ToString(), events);
        _message.Clear();
    }

    private void TakeResult(JsonElement line, List<AgentEvent> events)
    {
        if (line.Text("status") is "success") _end.Recover();
        else _end.Fail(line.Member("error")?.Text("message"));
        if (line.Member("stats") is not { } stats) return;
        var (input, total) = (stats.Count("input_tokens"), stats.Count("total_tokens"));
        // Thoughts are paid for as output, but stand in the total only.
        _tokens = new(input, stats.Count("cached"), Math.Max(stats.Count("output_tokens"), total - input));
        Used(_tokens.At(price), events);
    }
}
