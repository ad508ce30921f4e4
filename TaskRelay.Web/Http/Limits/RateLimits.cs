using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Http.Limits;

/// <summary>Counts requests by person, requests by address, and proofs that failed by address, each in windows of a minute.</summary>
public sealed class RateLimits : IDisposable
{
    /// <summary>Wrong signatures and tokens that one address is told of in a minute.</summary>
    public const int FailuresPerMinute = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _users;
    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _failures;

    private readonly RefusedCallers _refused;

    public RateLimits(IOptionsMonitor<RateLimitOptions> options, RefusedCallers refused)
    {
        _refused = refused;
        _users = Limiter(() => options.CurrentValue.PerUserPerMinute);
        _addresses = Limiter(() => options.CurrentValue.PerAddressPerMinute);

        // Where addresses tell nobody apart, as behind a proxy that is not configured, the operator switches both off.
        _failures = Limiter(() => options.CurrentValue.PerAddressPerMinute == 0 ? 0 : FailuresPerMinute);
    }

    /// <summary>Counts a request of a known person; the answer to give when it is one too many.</summary>
    public IResult? OfUser(HttpContext context, long userId) => Count(context, _users, "user", userId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Counts a request of somebody unknown.</summary>
    public IResult? OfAddress(HttpContext context) => Count(context, _addresses, "address", CallerAddress.NetworkOf(context));

    /// <summary>
    /// Counts a proof that failed, and returns what its sender hears: that it failed, or that they try too often. Proofs
    /// that hold are not asked about here, so nobody at the same address can shut them out.
    /// </summary>
    public IResult Failed(HttpContext context, IResult refusal) => Count(context, _failures, "proof", CallerAddress.NetworkOf(context)) ?? refusal;

    /// <inheritdoc />
    public void Dispose()
    {
        _users.Dispose();
        _addresses.Dispose();
        _failures.Dispose();
    }

    /// <summary>The limit is part of the key, so that a changed one counts at once; one that is off keeps nothing.</summary>
    private static PartitionedRateLimiter<string> Limiter(Func<int> limit) => PartitionedRateLimiter.Create<string, (string, int)>(key =>
        limit() is > 0 and var permits
            ? RateLimitPartition.GetFixedWindowLimiter(
                (key, permits), _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(("", 0)));

    private IResult? Count(HttpContext context, PartitionedRateLimiter<string> limiter, string kind, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
        {
            return null;
        }

        _refused.Note(kind, key);
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Remove("WWW-Authenticate");
        return ProblemResults.Problem(StatusCodes.Status429TooManyRequests, "rate_limited", $"Too many requests. Try again in {seconds} seconds.");
    }
}
