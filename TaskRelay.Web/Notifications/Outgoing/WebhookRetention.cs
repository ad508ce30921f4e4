using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Keeps deliveries of outgoing webhooks, with their attempts, for <c>Retention:WebhookDays</c>. What is still to be sent stays, unless its endpoint is off.</summary>
public sealed class WebhookRetention(IWriteGate writes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock) : IRetentionRule
{
    /// <inheritdoc />
    public string Name => "outgoing webhooks";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.WebhookDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.WebhookDays;

    /// <inheritdoc />
    public async Task<int> PruneAsync(int most, CancellationToken cancellationToken)
    {
        if (Days is not (> 0 and var days))
        {
            return 0;
        }

        var before = clock.GetUtcNow() - TimeSpan.FromDays(days);
        return await writes.WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                """
                DELETE FROM webhook_deliveries WHERE id IN (
                    SELECT id FROM webhook_deliveries
                    WHERE created_at < @p0 AND (state <> @p2 OR endpoint_id IN (SELECT id FROM webhook_endpoints WHERE NOT enabled))
                    ORDER BY created_at LIMIT @p1)
                """,
                before, most, SnakeCase.Of(WebhookDeliveryState.Pending))),
            cancellationToken);
    }
}
