namespace TaskRelay.Worker.Processes;

/// <summary>How a short command ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output, cut at the limit; empty where it went elsewhere.</param>
/// <param name="Error">Standard error, cut at the limit.</param>
/// <param name="TimedOut">It was killed because it took too long.</param>
internal sealed record ProcessResult(int ExitCode, string Output, string Error, bool TimedOut)
{
    public bool Succeeded => ExitCode == 0 && !TimedOut;

    /// <summary>The last words, in one line, for a message.</summary>
    public string LastWords
    {
        get
        {
            if (TimedOut)
                return "it took too long and was ended";
            var lines = Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.Length == 0 ? $"exit code {ExitCode}" : string.Join("; ", lines.TakeLast(4));
        }
    }
}
