using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Audit;

/// <summary>Keeps the audit log for <c>Retention:AuditDays</c>.</summary>
public sealed class AuditRetention(IWriteGate writes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock) : IRetentionRule
{
    /// <inheritdoc />
    public string Name => "audit log";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.AuditDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.AuditDays;

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
                "DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < @p0 ORDER BY at LIMIT @p1)", before, most)),
            cancellationToken);
    }
}
