using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>A launch that is repeated, as after a crash that nobody could tell from one before it, makes no second worker.</summary>
public sealed class DuplicateWorkerTests
{
    [Fact]
    public async Task A_repeated_launch_finds_the_machine_of_the_first()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        var again = Assert.IsType<Web.Runners.LaunchResult.Started>(await rig.LaunchAgainAsync(machine, task));
        Assert.Equal((await rig.AttemptAsync(task))!.Handle, again.Handle);
        Assert.Single(rig.Fly.Machines);
        Assert.NotEmpty(Processes.WithEnvironment($"FLY_MACHINE_ID={machine.Id}"));
    }
}
