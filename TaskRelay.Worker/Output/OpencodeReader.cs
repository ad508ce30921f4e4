using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Reads <c>opencode run --format json</c>: parts of messages as they are finished.</summary>
internal sealed class OpencodeReader : JsonLineReader
{
    private readonly RunEnd _end = new();
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
    private long _input;
    private long _output;
    private decimal _cost;

    private ReportedUsage? Usage => _input + _output > 0 || _cost > 0 ? new(_input, _output, (double)_cost) : null;

    public override AgentOutcome Finish(int exitCode, string lastErrorLines) =>
        _end.Outcome(exitCode, LastMessage, Usage, PlainLines, lastErrorLines);

    protected override bool Take(JsonElement line, List<AgentEvent> events)
    {
        switch (line.Text("type"))
        {
            case "step_start" or "reasoning":
                return true;
            case "text" when line.Member("part") is { } part:
                Say(part.Text("text"), events);
                return true;
            case "tool_use" when line.Member("part") is { } part:
                TakeTool(part, events);
                return true;
            case "step_finish" when line.Member("part") is { } part:
                _end.Recover();
                if (Add(part)) Used(Usage, events);
                return true;
            case "error":
                TakeError(line.Member("error"), events);
                return true;
            default:
                return false;
        }
    }

    private static void TakeTool(JsonElement part, List<AgentEvent> events)
    {
        var name = part.Text("tool") ?? "tool";
        var state = part.Member("state");
        var input = state?.Member("input");
        var failed = state?.Text("status") == "error";
        Call(name, input, events);
        Result((failed ? state?.Text("error") : state?.Text("output")) ?? "", failed, events);
        if (failed) return;
        var files = state?.Member("metadata")?.Member("files").Items().ToList();
        if (name is "apply_patch" or "patch" && files is not null)
        {
            foreach (var file in files)
                Changed(file.Text("relativePath") ?? file.Text("filePath"), null, events);
        }
        else if (name is "write" or "edit" or "multiedit")
        {
            // The title is the same path as the repository has it.
            var path = input?.Text("filePath");
            Changed(state?.Text("title") is { Length: > 0 } title && path?.EndsWith("/" + title, StringComparison.Ordinal) == true ? title : path, null, events);
        }
    }

    /// <summary>Adds a step's tokens, once; true when there were any.</summary>
    private bool Add(JsonElement part)
    {
        if (part.Text("id") is not { } id || !_counted.Add(id) || part.Member("tokens") is not { } tokens) return false;
        var cache = tokens.Member("cache");
        _input += tokens.Count("input") + (cache?.Count("read") ?? 0) + (cache?.Count("write") ?? 0);
        _output += tokens.Count("output") + tokens.Count("reasoning");
        _cost += (decimal)Math.Clamp(part.Number("cost"), 0, 1e6);
        return true;
    }

    private void TakeError(JsonElement? error, List<AgentEvent> events)
    {
        var data = error?.Member("data");
        var message = data?.Text("message") ?? error?.Text("message") ?? error?.Text("name") ?? "An error.";
        if (data?.Member("responseHeaders")?.Text("retry-after") is { Length: > 0 and < 40 } wait)
            message = $"{message} (to be asked again after: {wait}{(wait.All(char.IsAsciiDigit) ? " s" : "")})";
        _end.Fail(message, (int)Math.Min(data?.Count("statusCode") ?? 0, 999));
        Note(message, events);
    }
}
