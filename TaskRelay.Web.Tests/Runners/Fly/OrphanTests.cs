using System.Text.Json.Nodes;
using TaskRelay.Simulator.Fly.Machines;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>No Machine outlives its task for long, and none of anybody else's is touched.</summary>
public sealed class OrphanTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_machine_of_an_attempt_that_nobody_knows_is_destroyed_and_another_instances_is_not()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var ours = await rig.UntilLaunchedAsync(task);
        var orphan = rig.Fly.Duplicate(ours);
        orphan.Config["metadata"]!["taskrelay_task"] = Guid.NewGuid().ToString("N");
        var unmarked = rig.Fly.Duplicate(ours);
        unmarked.Config["metadata"] = new JsonObject { ["taskrelay_instance"] = (string)ours.Config["metadata"]!["taskrelay_instance"]! };
        var foreign = rig.Fly.Duplicate(ours);
        foreign.Config["metadata"]!["taskrelay_instance"] = "another00000";
        var stranger = rig.Fly.Duplicate(ours);
        stranger.Config.Remove("metadata");

        var since = rig.Clock.GetUtcNow();
        await rig.UntilAsync("the end of orphans", () => Task.FromResult((orphan.State, unmarked.State)), states => states == ("destroyed", "destroyed"), Step);
        Assert.True(rig.Clock.GetUtcNow() - since < TimeSpan.FromMinutes(4), $"It took {rig.Clock.GetUtcNow() - since}.");
        Assert.Equal(["started", "started", "started"], new[] { ours, foreign, stranger }.Select(machine => machine.State));
    }

    [Fact]
    public async Task A_machine_that_lives_on_after_its_task_is_destroyed_within_ten_minutes()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        var late = rig.Fly.Duplicate(machine);
        late.Config["metadata"] = machine.Config["metadata"]!.DeepClone();
        await rig.StopAsync(task);
        await rig.UntilTaskAsync(task, row => row.Status == RelayTaskStatus.Stopped);
        var since = rig.Clock.GetUtcNow();
        await rig.UntilAsync("the end of both", () => Task.FromResult((machine.State, late.State)), states => states == ("destroyed", "destroyed"), Step);
        Assert.True(rig.Clock.GetUtcNow() - since < TimeSpan.FromMinutes(10), $"It took {rig.Clock.GetUtcNow() - since}.");
    }
}
