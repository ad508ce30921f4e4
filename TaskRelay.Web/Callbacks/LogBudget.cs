using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Callbacks;

/// <summary>
/// How much output of an attempt is kept: half of what the attempts before it left of <c>Retention:LogMegabytes</c>. So
/// a task never holds more than that, and a late attempt always has something to say it with.
/// </summary>
public sealed class LogBudget(IOptionsMonitor<RetentionOptions> options)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>More than any log, and a number that every language can read.</summary>
    private const long Unlimited = 1024 * 1024 * Megabyte;

    /// <summary>Bytes for an attempt, the same at each reading.</summary>
    public async Task<long> OfAsync(RelayDbContext db, Guid taskId, int attempt, CancellationToken cancellationToken)
    {
        if (options.CurrentValue.LogMegabytes is not (> 0 and var megabytes))
        {
            return Unlimited;
        }

        var before = await db.Attempts.Where(row => row.TaskId == taskId && row.Number < attempt).SumAsync(row => row.LogBytes, cancellationToken);
        return Math.Max(0, (megabytes * Megabyte) - before) / 2;
    }
}
