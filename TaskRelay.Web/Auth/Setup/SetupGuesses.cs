using System.Threading.RateLimiting;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>How often one address may try a code. Beyond that a right one is not looked at either.</summary>
public sealed class SetupGuesses : IDisposable
{
    /// <summary>Tries in a minute.</summary>
    public const int PerMinute = 10;

    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetFixedWindowLimiter(
            network, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <summary>Counts a try; false when it is one too many.</summary>
    public bool TryTake(HttpContext context)
    {
        using var lease = _tries.AttemptAcquire(CallerAddress.NetworkOf(context));
        return lease.IsAcquired;
    }

    /// <inheritdoc />
    public void Dispose() => _tries.Dispose();
}
