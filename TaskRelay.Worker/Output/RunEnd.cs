using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Judges the end of a run by its exit code and by the error that it told, if any.</summary>
internal sealed class RunEnd
{
    private const int TooManyRequests = 429;
    private const int PaymentRequired = 402;
    private string? _error;
    private int _status;

    /// <summary>An error from which the run did not recover yet.</summary>
    /// <param name="message">Its words.</param>
    /// <param name="status">The provider's HTTP status; 0 where it is not told.</param>
    public void Fail(string? message, int status = 0) => (_error, _status) = (string.IsNullOrWhiteSpace(message) ? "The agent reported an error without a word about it." : message, status);

    /// <summary>It went on after all.</summary>
    public void Recover() => (_error, _status) = (null, 0);

    /// <summary>What is known now.</summary>
    /// <param name="exitCode">128 + n where a signal ended it.</param>
    /// <param name="lastMessage">What the agent said last.</param>
    /// <param name="usage">Tokens and cost.</param>
    /// <param name="otherWords">Where an explanation may stand if no error was told, the best place first.</param>
    public AgentOutcome Outcome(int exitCode, string? lastMessage, ReportedUsage? usage, params ReadOnlySpan<string> otherWords)
    {
        var summary = string.IsNullOrWhiteSpace(lastMessage) ? null : BoundedText.Cut(lastMessage.Trim(), BoundedText.Summary);
        if (exitCode == 0 && _error is null) return new(true, summary, usage, null);
        var said = _error ?? "";
        var isQuota = _status is TooManyRequests or PaymentRequired || QuotaSigns.AreIn(said);
        foreach (var words in otherWords)
        {
            isQuota |= QuotaSigns.AreIn(words);
            if (string.IsNullOrWhiteSpace(said)) said = words;
        }
        var error = isQuota
            ? ExitWords.Error(ErrorCodes.AgentQuota, "The provider refused for lack of quota.", QuotaSigns.WithTime(said))
            : ExitWords.Error(ErrorCodes.AgentFailed, _error is null ? ExitWords.Of(exitCode) : "The agent reported an error.", said);
        return new(false, summary, usage, error);
    }
}
