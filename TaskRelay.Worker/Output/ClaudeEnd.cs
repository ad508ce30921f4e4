using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>
/// What is known at the end of a run of Claude Code. Judged by exit code and <c>is_error</c> alone: <c>subtype</c> says
/// <c>success</c> also where the provider refused every call.
/// </summary>
internal sealed class ClaudeEnd
{
    private const int TooManyRequests = 429;
    private const int PaymentRequired = 402;
    private bool _isError;
    private bool _hasResult;
    private int _status;
    private long _turns;
    private string _subtype = "";
    private string? _text;
    private string _errors = "";
    private bool _isLimited;
    private long? _resetsAt;

    /// <summary>The <c>result</c> line; where several come, the last one counts.</summary>
    public void TakeResult(JsonElement result)
    {
        _hasResult = true;
        _isError = result.Flag("is_error");
        _status = (int)Math.Min(result.Count("api_error_status"), 999);
        _turns = result.Count("num_turns");
        _subtype = result.Text("subtype") ?? "";
        _text = result.Text("result");
        _errors = string.Join('\n', result.Member("errors").Items().Where(static e => e.ValueKind == JsonValueKind.String).Select(static e => e.GetString()));
    }

    /// <summary>The <c>rate_limit_event</c> line; true when the provider refuses.</summary>
    public bool TakeLimit(JsonElement line)
    {
        if (line.Member("rate_limit_info") is not { } info) return false;
        _isLimited = info.Text("status") == "rejected";
        _resetsAt = info.Count("resetsAt") is > 0 and var resets ? resets : null;
        return _isLimited;
    }

    public string LimitWords => _resetsAt is { } resets ? $"The provider's usage limit is reached; it resets at {QuotaSigns.Time(resets)}." : "The provider's usage limit is reached.";

    public AgentOutcome Outcome(int exitCode, string lastErrorLines, string? lastMessage, string lastPlainLines, ReportedUsage? usage)
    {
        if (exitCode == 0 && !_isError)
        {
            var summary = string.IsNullOrWhiteSpace(_text) ? lastMessage : _text;
            return new(true, summary is null ? null : BoundedText.Cut(summary.Trim(), BoundedText.Summary), usage, null);
        }

        var said = new[] { _text, _errors, _hasResult ? null : lastErrorLines, lastErrorLines, lastPlainLines }.FirstOrDefault(static s => !string.IsNullOrWhiteSpace(s)) ?? "";
        var kept = lastMessage is null || lastMessage == _text ? null : BoundedText.Cut(lastMessage.Trim(), BoundedText.Summary);
        return new(false, kept, usage, Error(exitCode, said, lastErrorLines));
    }

    private ReportedError Error(int exitCode, string said, string lastErrorLines)
    {
        if (_subtype == "error_max_turns")
            return ExitWords.Error(ErrorCodes.AgentFailed, $"The agent used up its {_turns} turns before it was done.", "");
        var isQuota = _status is TooManyRequests or PaymentRequired || _isLimited || QuotaSigns.AreIn(said) || QuotaSigns.AreIn(lastErrorLines);
        if (!isQuota)
            return ExitWords.Error(ErrorCodes.AgentFailed, _hasResult && _isError ? "The agent reported an error." : ExitWords.Of(exitCode), said);
        var sentence = _resetsAt is null ? "The provider refused for lack of quota." : LimitWords;
        return ExitWords.Error(ErrorCodes.AgentQuota, sentence, QuotaSigns.WithTime(said));
    }
}
