using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>
/// Which waiting tasks may start now, in which order, and why the others wait. Pure. A level of priority is worth ten
/// minutes of waiting, so a low one is delayed but never starved.
/// </summary>
public static class LaunchPlan
{
    private static readonly TimeSpan LevelHeadStart = TimeSpan.FromMinutes(10);

    /// <summary>The waiting task, its reason to wait (null: start it) and its place in line.</summary>
    public sealed record Entry(QueuedTask Task, string? WaitReason);

    /// <summary>What is planned with of a waiting task; the limits are what its writer and its repository let run at once.</summary>
    public sealed record QueuedTask(
        Guid Id, int Attempt, TaskPriority Priority, DateTimeOffset QueuedAt, long UserId, long RepositoryId, int IssueNumber, string? ShownReason = null,
        int? UserLimit = null, int? RepositoryLimit = null);

    /// <summary>What is planned with of a running task.</summary>
    public sealed record RunningTask(long UserId, long RepositoryId, int IssueNumber);

    /// <summary>Every waiting task in its order.</summary>
    /// <param name="waiting">What is admitted and waits.</param>
    /// <param name="running">What runs.</param>
    /// <param name="limits">What may run at once.</param>
    /// <param name="pauses">The words of each pause by its repository, see <see cref="AdmissionPause"/>.</param>
    public static IReadOnlyList<Entry> Make(
        IEnumerable<QueuedTask> waiting, IEnumerable<RunningTask> running, QueueLimits limits, IReadOnlyDictionary<long, string>? pauses = null)
    {
        var busy = running.ToList();
        var plan = new List<Entry>();
        foreach (var task in waiting.OrderBy(Rank).ThenBy(task => task.Id))
        {
            var reason = pauses?.GetValueOrDefault(AdmissionPause.Everything) ?? pauses?.GetValueOrDefault(task.RepositoryId) ?? WhyWait(task, busy, limits);
            plan.Add(new Entry(task, reason));
            if (reason is null)
            {
                busy.Add(new RunningTask(task.UserId, task.RepositoryId, task.IssueNumber));
            }
        }

        return plan;
    }

    private static DateTimeOffset Rank(QueuedTask task) => task.QueuedAt - ((int)task.Priority * LevelHeadStart);

    private static string? WhyWait(QueuedTask task, List<RunningTask> busy, QueueLimits limits)
    {
        if (limits.MaxRunning == 0)
        {
            return WaitReason.Closed;
        }

        if (busy.Any(other => other.RepositoryId == task.RepositoryId && other.IssueNumber == task.IssueNumber))
        {
            return WaitReason.SameIssue;
        }

        if (busy.Count >= limits.MaxRunning)
        {
            return WaitReason.Running(busy.Count, limits.MaxRunning);
        }

        var room = Math.Min(limits.MaxRunningPerRepository, task.RepositoryLimit ?? int.MaxValue);
        if (busy.Count(other => other.RepositoryId == task.RepositoryId) >= room)
        {
            return WaitReason.RepositoryFull(room);
        }

        var most = Math.Min(limits.MaxRunningPerUser, task.UserLimit ?? int.MaxValue);
        return busy.Count(other => other.UserId == task.UserId) >= most
            ? WaitReason.PersonFull(most)
            : null;
    }
}
