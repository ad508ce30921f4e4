using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>Tells what waits and why, in the order in which it will start, for administrators.</summary>
public sealed class QueueQueries(IDbContextFactory<RelayDbContext> contexts, LaunchLine line, IOptionsMonitor<QueueLimits> limits)
{
    /// <summary>Rows that are told; the counts are of all.</summary>
    public const int MaxRows = 100;

    /// <summary>As it is now.</summary>
    public async Task<QueueStanding> StandingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plan = await line.PlanAsync(db, cancellationToken);
        var first = plan.Take(MaxRows).Select(entry => entry.Task.Id).ToList();
        var known = await db.Tasks.Where(task => first.Contains(task.Id)).ToDictionaryAsync(task => task.Id, cancellationToken);
        var unadmitted = db.Tasks.Where(task => task.Status == RelayTaskStatus.Queued && task.AdmittedAt == null);
        var others = await unadmitted.OrderBy(task => task.QueuedAt).ThenBy(task => task.Id).Take(MaxRows).ToListAsync(cancellationToken);
        var runners = await db.Tasks
            .Where(task => task.Status == RelayTaskStatus.Running || task.Status == RelayTaskStatus.Stopping)
            .GroupBy(task => task.Runner)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);

        // Between the plan and the rows a task may have started: it waits no longer.
        var inLine = plan.Take(MaxRows)
            .Select((entry, index) => known.TryGetValue(entry.Task.Id, out var task) && task.Status == RelayTaskStatus.Queued
                ? Row(task, index + 1, entry.WaitReason ?? "It is next and starts now.")
                : null)
            .OfType<WaitingTask>();
        var now = limits.CurrentValue;
        return new QueueStanding(
            runners.Sum(runner => runner.Count),
            now.MaxRunning,
            now.MaxRunningPerUser,
            now.MaxRunningPerRepository,
            plan.Count,
            await unadmitted.CountAsync(cancellationToken),
            [.. inLine, .. others.Select(task => Row(task, null, task.WaitReason ?? "GitHub is asked whether it may run."))],
            [.. runners.OrderBy(runner => runner.Key, StringComparer.Ordinal).Select(runner => new RunnerUse(runner.Key, runner.Count))]);
    }

    private static WaitingTask Row(RelayTask task, int? place, string why) => new(
        task.Id, place, task.RepositoryFullName, task.IssueNumber, task.IssueTitle, task.CreatedByLogin, task.Priority, task.Attempt,
        task.QueuedAt, task.DeadlineAt, why);
}
