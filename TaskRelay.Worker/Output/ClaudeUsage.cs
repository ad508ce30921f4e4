using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>
/// Adds up what Claude Code says of tokens. One message comes as several lines, each with that message's usage so far:
/// the sum goes over messages, not over lines.
/// </summary>
internal sealed class ClaudeUsage
{
    private const int MostMessages = 10_000;
    private readonly Dictionary<string, (long Input, long Output)> _messages = new(StringComparer.Ordinal);
    private long _input;
    private long _output;
    private double _cost;
    private bool _isFinal;

    /// <summary>The sum so far; null before anything was told.</summary>
    public ReportedUsage? Total => _input + _output > 0 || _cost > 0 ? new(_input, _output, _cost) : null;

    /// <summary>Takes a message's usage; true when the sum has grown.</summary>
    public bool Add(string? messageId, JsonElement? usage)
    {
        if (_isFinal || messageId is null || usage is not { } told || _messages.Count >= MostMessages) return false;
        var (input, output) = Tokens(told);
        var (knownInput, knownOutput) = _messages.GetValueOrDefault(messageId);
        if (input <= knownInput && output <= knownOutput) return false;
        (input, output) = (Math.Max(input, knownInput), Math.Max(output, knownOutput));
        _messages[messageId] = (input, output);
        _input += input - knownInput;
        _output += output - knownOutput;
        return true;
    }

    /// <summary>Takes the result line, which knows best; true when it says anything else than the sum.</summary>
    public bool Finish(JsonElement result)
    {
        var before = Total;
        var (input, output) = result.Member("usage") is { } usage ? Tokens(usage) : default;
        // Counts the side calls to smaller models too, as the cost does.
        var (allInput, allOutput) = (0L, 0L);
        if (result.Member("modelUsage") is { ValueKind: JsonValueKind.Object } models)
        {
            foreach (var model in models.EnumerateObject())
            {
                allInput += model.Value.Count("inputTokens") + model.Value.Count("cacheReadInputTokens") + model.Value.Count("cacheCreationInputTokens");
                allOutput += model.Value.Count("outputTokens");
            }
        }

        if (allInput + allOutput > input + output) (input, output) = (allInput, allOutput);
        if (input + output > 0) (_input, _output) = (input, output);
        _cost = Math.Max(0, result.Number("total_cost_usd"));
        _isFinal = true;
        return Total != before;
    }

    private static (long Input, long Output) Tokens(JsonElement usage) =>
        (usage.Count("input_tokens") + usage.Count("cache_creation_input_tokens") + usage.Count("cache_read_input_tokens"), usage.Count("output_tokens"));
}
