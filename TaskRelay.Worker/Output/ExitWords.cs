using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Says how a process ended.</summary>
internal static class ExitWords
{
    private static readonly Dictionary<int, string> Signals = new()
    {
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [15] = "SIGTERM",
    };

    public static string Of(int exitCode) => Signals.TryGetValue(exitCode - 128, out var signal)
        ? $"The agent was ended by {signal}."
        : $"The agent ended with exit code {exitCode}.";

    /// <summary>An error whose message is the sentence and, where there is more to tell, that.</summary>
    public static ReportedError Error(string code, string sentence, string more)
    {
        more = more.Trim();
        var message = more.Length == 0 ? sentence : $"{sentence} {BoundedText.CutStart(more, BoundedText.Summary - sentence.Length - 1)}";
        return new(
            code,
            message,
            TaskPhases.RunningAgent,
            Passing: code == ErrorCodes.AgentFailed && QuotaSigns.AreOfOverload(message),
            RetryAt: code == ErrorCodes.AgentQuota ? QuotaSigns.ToldTime(message) : null);
    }
}
