using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Tasks.Clearing;

/// <summary>Keeps what GitHub was told apart from any task (refusals, answers to <c>help</c>) as long as tasks are kept. What waits stays.</summary>
public sealed class NoticeRetention(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, IOptionsMonitor<RetentionOptions> options, TimeProvider clock)
    : IRetentionRule
{
    /// <inheritdoc />
    public string Name => "notices";

    /// <inheritdoc />
    public string Setting => $"{RetentionOptions.Section}:{nameof(RetentionOptions.TaskDays)}";

    /// <inheritdoc />
    public int Days => options.CurrentValue.TaskDays;

    /// <inheritdoc />
    public async Task<int> PruneAsync(int most, CancellationToken cancellationToken)
    {
        if (Days is not (> 0 and var days))
        {
            return 0;
        }

        var before = clock.GetUtcNow() - TimeSpan.FromDays(days);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = await db.Outbox
            .Where(item => item.TaskId == null && item.CreatedAt < before && (item.Sent >= item.Wanted || item.Dead))
            .OrderBy(item => item.Key)
            .Take(most)
            .Select(item => item.Key)
            .ToListAsync(cancellationToken);
        return keys.Count == 0
            ? 0
            : await writes.WriteAsync(
                (scope, token) => scope.Db.Outbox
                    .Where(item => keys.Contains(item.Key) && (item.Sent >= item.Wanted || item.Dead))
                    .ExecuteDeleteAsync(token),
                cancellationToken);
    }
}
