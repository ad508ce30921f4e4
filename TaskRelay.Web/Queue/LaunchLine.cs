using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>The line of admitted tasks as the store has it, planned by <see cref="LaunchPlan"/>.</summary>
public sealed class LaunchLine(IPeers peers, IOptionsMonitor<QueueLimits> limits)
{
    /// <summary>Reads what a plan needs and no texts: the line may be long, and is looked at after each commit.</summary>
    public async Task<IReadOnlyList<LaunchPlan.Entry>> PlanAsync(RelayDbContext context, CancellationToken cancellationToken)
    {
        var waiting = await context.Tasks
            .Where(task => task.Status == RelayTaskStatus.Queued && task.AdmittedAt != null)
            .Select(task => new LaunchPlan.QueuedTask(
                task.Id, task.Attempt, task.Priority, task.QueuedAt, task.CreatedById, task.RepositoryId, task.IssueNumber, task.WaitReason,
                context.UserConfigs.Where(config => config.UserId == task.CreatedById).Select(config => config.MaxConcurrentTasks).FirstOrDefault(),
                context.RepositorySettings.Where(row => row.RepositoryId == task.RepositoryId).Select(row => row.MaxConcurrentTasks).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return [];
        }

        var running = await context.Tasks
            .Where(task => task.Status == RelayTaskStatus.Running || task.Status == RelayTaskStatus.Stopping)
            .Select(task => new LaunchPlan.RunningTask(task.CreatedById, task.RepositoryId, task.IssueNumber))
            .ToListAsync(cancellationToken);
        return LaunchPlan.Make(waiting, running, limits.CurrentValue, await PauseQueries.WordsAsync(context, cancellationToken));
    }

    /// <summary>
    /// Asked in the transaction that starts a task: whether the limits still let it, when another instance may have
    /// started others since the plan was made. A process that is alone has nobody to ask about.
    /// </summary>
    public async Task<bool> MayStartAsync(RelayDbContext context, Guid taskId, CancellationToken cancellationToken) =>
        !peers.MayExist
        || (await PlanAsync(context, cancellationToken)).Any(entry => entry.Task.Id == taskId && entry.WaitReason is null);
}
