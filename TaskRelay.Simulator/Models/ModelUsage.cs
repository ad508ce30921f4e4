namespace TaskRelay.Simulator.Models;

/// <summary>Tokens of one answer, each counted once.</summary>
/// <param name="Input">Read afresh.</param>
/// <param name="Output">Written.</param>
/// <param name="CacheRead">Read from the provider's cache.</param>
/// <param name="CacheWrite">Read and put into it; only Anthropic tells these.</param>
public sealed record ModelUsage(long Input, long Output, long CacheRead = 0, long CacheWrite = 0)
{
    /// <summary>All that was read.</summary>
    public long AllInput => Input + CacheRead + CacheWrite;

    public static ModelUsage operator +(ModelUsage left, ModelUsage right) =>
        new(left.Input + right.Input, left.Output + right.Output, left.CacheRead + right.CacheRead, left.CacheWrite + right.CacheWrite);
}
