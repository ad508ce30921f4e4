using TaskRelay.Web.Queue;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Queue;

public sealed class LaunchPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void High_goes_before_normal_and_normal_before_low()
    {
        var plan = Plan([Waiting(1, TaskPriority.Low, 0), Waiting(2, TaskPriority.Normal, 1), Waiting(3, TaskPriority.High, 2)], [], Wide());
        Assert.Equal([3, 2, 1], plan.Select(entry => entry.Task.IssueNumber));
    }

    [Fact]
    public void Waiting_makes_up_for_low_priority()
    {
        var plan = Plan([Waiting(1, TaskPriority.High, 25), Waiting(2, TaskPriority.Low, 0)], [], Wide());
        Assert.Equal([2, 1], plan.Select(entry => entry.Task.IssueNumber));
    }

    [Fact]
    public void Each_cap_holds_and_says_why()
    {
        Assert.Contains("MaxRunning is 0", Reason(new QueueLimits { MaxRunning = 0 }, []), StringComparison.Ordinal);
        Assert.Contains("2 of 2", Reason(Limits(2, 9, 9), [Running(8, 8, 8), Running(9, 9, 9)]), StringComparison.Ordinal);
        Assert.Contains("repository", Reason(Limits(9, 9, 1), [Running(8, 1, 8)]), StringComparison.Ordinal);
        Assert.Contains("Who asked", Reason(Limits(9, 1, 9), [Running(7, 8, 8)]), StringComparison.Ordinal);
    }

    [Fact]
    public void One_task_of_an_issue_runs_at_a_time()
    {
        var plan = Plan([Waiting(1, TaskPriority.Normal, 0), Waiting(1, TaskPriority.Normal, 1), Waiting(2, TaskPriority.Normal, 2)], [], Wide());
        Assert.Equal([true, false, true], plan.Select(entry => entry.WaitReason is null));
    }

    [Fact]
    public void A_task_that_must_wait_does_not_hold_up_those_behind_it()
    {
        var plan = Plan([Waiting(1, TaskPriority.High, 0), Waiting(2, TaskPriority.Low, 1)], [Running(9, 1, 1)], Wide());
        Assert.Equal([false, true], plan.Select(entry => entry.WaitReason is null));
    }

    [Fact]
    public void A_persons_own_limit_holds_below_the_instances_and_never_above_it()
    {
        var task = Waiting(1, TaskPriority.Normal, 0);
        Assert.Equal("Who asked has 1 task running already.", Plan([task with { UserLimit = 1 }], [Running(7, 2, 2)], Wide()).Single().WaitReason);
        Assert.Null(Plan([task with { UserLimit = 2 }], [Running(7, 2, 2)], Wide()).Single().WaitReason);
        Assert.Equal("Who asked has 1 task running already.", Plan([task with { UserLimit = 5 }], [Running(7, 2, 2)], Limits(9, 1, 9)).Single().WaitReason);
    }

    [Fact]
    public void A_repositorys_own_limit_holds_below_the_instances_and_the_help_knows_every_reason()
    {
        var task = Waiting(1, TaskPriority.Normal, 0);
        Assert.Equal("This repository has its one task running.", Plan([task with { RepositoryLimit = 1 }], [Running(8, 1, 8)], Wide()).Single().WaitReason);
        Assert.Null(Plan([task with { RepositoryLimit = 2 }], [Running(8, 1, 8)], Wide()).Single().WaitReason);
        var known = WaitReason.All.Select(reason => reason.Example).ToList();
        Assert.Contains(Reason(new QueueLimits { MaxRunning = 0 }, []), known);
        Assert.Contains(Reason(Wide(), [Running(8, 1, 1)]), known);
        Assert.Contains(Reason(Limits(2, 9, 9), [Running(8, 8, 8), Running(9, 9, 9)]), known);
        Assert.Contains(Reason(Limits(9, 9, 2), [Running(8, 1, 8), Running(9, 1, 9)]), known);
        Assert.Contains(Reason(Limits(9, 2, 9), [Running(7, 8, 8), Running(7, 9, 9)]), known);
    }

    private static QueueLimits Wide() => Limits(9, 9, 9);

    private static QueueLimits Limits(int all, int user, int repository) =>
        new() { MaxRunning = all, MaxRunningPerUser = user, MaxRunningPerRepository = repository };

    private static string Reason(QueueLimits limits, LaunchPlan.RunningTask[] running) =>
        Plan([Waiting(1, TaskPriority.Normal, 0)], running, limits).Single().WaitReason!;

    private static IReadOnlyList<LaunchPlan.Entry> Plan(LaunchPlan.QueuedTask[] waiting, LaunchPlan.RunningTask[] running, QueueLimits limits) =>
        LaunchPlan.Make(waiting, running, limits);

    private static LaunchPlan.RunningTask Running(long user, long repository, int issue) => new(user, repository, issue);

    private static LaunchPlan.QueuedTask Waiting(int issue, TaskPriority priority, int minute) =>
        new(Guid.CreateVersion7(Noon.AddMinutes(minute)), 1, priority, Noon.AddMinutes(minute), 7, 1, issue);
}
