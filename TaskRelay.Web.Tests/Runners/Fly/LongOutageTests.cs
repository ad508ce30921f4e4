using System.Text.Json.Nodes;
using TaskRelay.Contracts;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>Half an hour and more in which one side can't reach the other.</summary>
public sealed class LongOutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(31);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task F13_a_fly_that_answers_nothing_for_half_an_hour_costs_no_running_task_its_work()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        var token = await rig.ClaimAsync(machine);
        var away = rig.Simulator.Faults.Add(new Fault { PathPattern = "/v1/apps/", Status = 503, Times = 100_000, Body = "" });

        await rig.PassAsync(Outage, () => rig.CallAsync(token), Step);

        Assert.True(away.Hits > 0);
        Assert.Equal((RelayTaskStatus.Running, 1), ((await rig.ReadAsync(task)).Status, (await rig.ReadAsync(task)).Attempt));
        using (var report = await rig.SendAsync(WorkerRoutes.Complete, token, Report(task)))
        {
            Assert.Equal(200, (int)report.StatusCode);
        }

        Assert.Equal(RelayTaskStatus.Succeeded, (await rig.ReadAsync(task)).Status);
        Assert.Single(rig.MachinesOf(task));

        // Nothing could be cleared away meanwhile; afterwards it is.
        rig.Simulator.Faults.Clear();
        await rig.UntilAsync("the Machine's end", () => Task.FromResult(machine.State), state => state == "destroyed", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task F13_a_worker_that_can_not_reach_the_server_for_half_an_hour_is_replaced_and_its_late_report_changes_nothing()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync(maxAttempts: 2);
        var machine = await rig.UntilLaunchedAsync(task);
        var token = await rig.ClaimAsync(machine);

        await rig.PassAsync(Outage, null, Step);

        var replaced = await rig.ReadAsync(task);
        Assert.Equal(2, replaced.Attempt);
        Assert.Equal("destroyed", machine.State);
        using var late = await rig.SendAsync(WorkerRoutes.Complete, token, Report(task));
        Assert.Equal(409, (int)late.StatusCode);
        Assert.Contains("attempt_superseded", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(replaced.Status, (await rig.ReadAsync(task)).Status);
    }

    private static JsonObject Report(RelayTask task) => new()
    {
        ["taskId"] = task.Id,
        ["attempt"] = 1,
        ["status"] = "succeeded",
        ["summary"] = "Nothing had to be changed.",
        ["usage"] = new JsonObject { ["inputTokens"] = 0, ["outputTokens"] = 0, ["costUsd"] = 0 },
    };
}
