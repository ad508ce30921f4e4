namespace TaskRelay.Web.GitHub;

/// <summary>Recognises GitHub's limits, which come as 403 as well as 429, with and without a time.</summary>
internal static class GitHubLimits
{
    /// <summary>What GitHub asks for when it names no time.</summary>
    private static readonly TimeSpan SecondaryPause = TimeSpan.FromSeconds(60);

    /// <summary>The primary window is an hour; a later time is a broken clock.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(61);

    /// <summary>When to ask again, if this answer is a limit; null when it is anything else.</summary>
    public static DateTimeOffset? Until(int status, Func<string, string?> header, string body, DateTimeOffset now)
    {
        if (status is not (403 or 429))
        {
            return null;
        }

        if (RetryAfter(header("Retry-After"), now) is { } told)
        {
            return Bounded(told, now);
        }

        if (header("X-RateLimit-Remaining") == "0" && long.TryParse(header("X-RateLimit-Reset"), out var reset))
        {
            return Bounded(Moment(reset), now);
        }

        var limited = status == 429
            || body.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
            || body.Contains("abuse", StringComparison.OrdinalIgnoreCase);
        return limited ? now + SecondaryPause : null;
    }

    private static DateTimeOffset? RetryAfter(string? value, DateTimeOffset now) =>
        int.TryParse(value, out var seconds) ? now.AddSeconds(seconds)
        : DateTimeOffset.TryParse(value, out var moment) ? moment
        : null;

    private static DateTimeOffset Moment(long unixSeconds) =>
        unixSeconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds) : DateTimeOffset.MaxValue;

    private static DateTimeOffset Bounded(DateTimeOffset moment, DateTimeOffset now) =>
        moment < now.AddSeconds(1) ? now.AddSeconds(1)
        : moment > now + LongestPause ? now + LongestPause
        : moment;
}
