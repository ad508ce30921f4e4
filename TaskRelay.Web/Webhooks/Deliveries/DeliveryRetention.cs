using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>
/// Keeps deliveries for <c>Retention:DeliveryDays</c>, which is longer than GitHub redelivers. What a comment caused is
/// known beyond that by its claim, which is never deleted: the same comment acts once, in whatever delivery it comes.
/// </summary>
public sealed class DeliveryRetention(IWriteGate writes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock) : IRetentionRule
{
    /// <inheritdoc />
    public string Name => "deliveries";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.DeliveryDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.DeliveryDays;

    /// <inheritdoc />
    public async Task<int> PruneAsync(int most, CancellationToken cancellationToken)
    {
        if (Days is not (> 0 and var days))
        {
            return 0;
        }

        var before = clock.GetUtcNow() - TimeSpan.FromDays(Math.Max(days, RetentionOptions.LeastDeliveryDays));
        return await writes.WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                "DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE received_at < @p0 ORDER BY received_at LIMIT @p1)", before, most)),
            cancellationToken);
    }
}
