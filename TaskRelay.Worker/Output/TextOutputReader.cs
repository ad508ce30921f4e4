using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>
/// Reads an agent that prints plain text. Two forms of line mean more: <c>::summary:: text</c> and
/// <c>::usage:: {"inputTokens":…}</c>, the sum so far; any command in the catalogue may print them.
/// </summary>
internal sealed class TextOutputReader : IAgentOutputReader
{
    private const string SummaryMark = "::summary:: ";
    private const string UsageMark = "::usage:: ";
    private readonly LastLines _last = new();
    private string? _summary;
    private ReportedUsage? _usage;

    public IEnumerable<AgentEvent> Read(string line)
    {
        if (line.StartsWith(SummaryMark, StringComparison.Ordinal))
        {
            _summary = BoundedText.Cut(line[SummaryMark.Length..].Trim(), BoundedText.Summary);
            return [new(WorkerStreams.Message, _summary)];
        }

        if (line.StartsWith(UsageMark, StringComparison.Ordinal) && Usage(line[UsageMark.Length..]) is { } usage)
        {
            _usage = usage;
            return [new(WorkerStreams.Usage, JsonSerializer.Serialize(usage, ContractsJson.Default.ReportedUsage))];
        }

        _last.Add(line);
        return [new(WorkerStreams.Stdout, BoundedText.Cut(line, BoundedText.Line))];
    }

    public AgentOutcome Finish(int exitCode, string lastErrorLines)
    {
        var last = _last.ToString();
        if (exitCode == 0) return new(true, _summary ?? (last.Length > 0 ? last : null), _usage, null);
        var more = string.IsNullOrWhiteSpace(lastErrorLines) ? last : lastErrorLines;
        var code = QuotaSigns.AreIn(more) ? ErrorCodes.AgentQuota : ErrorCodes.AgentFailed;
        return new(false, _summary, _usage, ExitWords.Error(code, ExitWords.Of(exitCode), QuotaSigns.WithTime(more)));
    }

    private static ReportedUsage? Usage(string json)
    {
        try
        {
            var usage = JsonSerializer.Deserialize(json, ContractsJson.Default.ReportedUsage);
            return usage is { InputTokens: >= 0, OutputTokens: >= 0, CostUsd: >= 0 } && double.IsFinite(usage.CostUsd) ? usage : null;
        }
        catch (JsonException)
        {
            // Then it is a line like any other.
            return null;
        }
    }
}
