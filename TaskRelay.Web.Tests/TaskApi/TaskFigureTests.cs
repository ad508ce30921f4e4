using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>What came of ended tasks, added up for who may see them.</summary>
public sealed class TaskFigureTests
{
    [Fact]
    public async Task Figures_are_those_of_what_the_filter_finds_and_the_caller_may_see()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var now = DateTimeOffset.UtcNow;
        Task<RelayTask> EndedAsync(RelayTaskStatus status, double seconds, double cost, PullRequestState? pull, string agent = "scribe", int daysAgo = 0) =>
            dashboard.AddTaskAsync(status: status, title: $"ended {agent}", change: one =>
            {
                (one.Agent, one.CostUsd, one.PullRequestState) = (agent, cost, pull);
                (one.StartedAt, one.CompletedAt) = (now.AddDays(-daysAgo).AddSeconds(-seconds), now.AddDays(-daysAgo));
                one.PullRequestNumber = status == RelayTaskStatus.Succeeded ? 7 : null;
            });
        await EndedAsync(RelayTaskStatus.Succeeded, 10, 1, PullRequestState.Merged);
        await EndedAsync(RelayTaskStatus.Succeeded, 30, 1, PullRequestState.Merged);
        await EndedAsync(RelayTaskStatus.Succeeded, 50, 1, null, "claude", daysAgo: 3);
        await EndedAsync(RelayTaskStatus.Failed, 90, 3, null);
        await EndedAsync(RelayTaskStatus.Stopped, 5, 0, null);
        await dashboard.AddTaskAsync();

        var queries = dashboard.Get<TaskFigureQueries>();
        var administrator = Caller.OfSession(1, "maintainer", null, true, "00");
        var all = await queries.OfAsync(administrator, new TaskHistoryFilter { From = now.AddDays(-6) }, now, CancellationToken.None);
        Assert.Equal((5, 3, 1, 2, 1, 1), (all.All.Total, all.All.Succeeded, all.All.Stopped, all.All.Merged, all.All.Open, all.All.Bad));
        Assert.Equal((0.75, 3, 30), (all.All.SuccessRate, all.All.CostOfMerged, Math.Round(all.All.MedianSeconds!.Value)));
        Assert.Equal(["scribe", "claude"], all.Agents.Select(figure => figure.Name));
        Assert.Equal(7, all.Days.Count);
        Assert.Equal([1, 4], all.Days.Where(day => day.Total > 0).Select(day => day.Total));
        Assert.Equal("octo/hello", Assert.Single(all.Repositories).Name);

        var some = await queries.OfAsync(administrator, new TaskHistoryFilter { Tasks = new TaskFilter { Text = "claude" } }, now, CancellationToken.None);
        Assert.Equal((1, 0), (some.All.Total, some.Days.Count));
        var own = await queries.OfAsync(
            Caller.OfSession(dashboard.GitHub.State.User("stranger").Id, "stranger", null, false, "00"), new TaskHistoryFilter(), now, CancellationToken.None);
        Assert.Equal(0, own.All.Total);
    }
}
