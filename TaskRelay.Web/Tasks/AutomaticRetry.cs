using TaskRelay.Contracts;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// Which ends are followed by another attempt without being asked for, and when: what broke outside and may be mended,
/// never what the agent did. Pure.
/// </summary>
public static class AutomaticRetry
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>A told time is a minute's word: providers round.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);

    /// <summary>When the next attempt may start; null when there is none, or none that would come within the longest wait.</summary>
    public static DateTimeOffset? At(RelayTask task, ReportedError error, DateTimeOffset now, TimeSpan longestWait)
    {
        if (task.Attempt >= task.MaxAttempts)
        {
            return null;
        }

        return error switch
        {
            { Code: ErrorCodes.LaunchFailed or ErrorCodes.WorkerLost } => now + BackOff(task.Attempt),
            { Code: ErrorCodes.CloneFailed or ErrorCodes.AgentFailed, Passing: true } => now + BackOff(task.Attempt),
            { Code: ErrorCodes.AgentQuota, RetryAt: { } told } when told + Rounding < now + longestWait =>
                told + Rounding > now + BackOff(task.Attempt) ? told + Rounding : now + BackOff(task.Attempt),
            _ => null,
        };
    }

    /// <summary>What people read while it waits.</summary>
    public static string Words(ReportedError error, DateTimeOffset at) => error.Code == ErrorCodes.AgentQuota
        ? $"The provider's quota is used up; it goes on by itself at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC."
        : $"It is tried again at {at.UtcDateTime:HH:mm:ss} UTC: {error.Message}";

    /// <summary>2, 10 and 50 seconds, then five minutes.</summary>
    private static TimeSpan BackOff(int attempt)
    {
        var wait = FirstWait * Math.Pow(5, Math.Min(attempt, 10) - 1);
        return wait < LongestWait ? wait : LongestWait;
    }
}
