using TaskRelay.Simulator.Fly.Machines;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Runners.Fly;

public sealed class FlyRunnerTests : RunnerContractTests
{
    protected override string Name => "fly";

    protected override Task<World> StartAsync() => World.StartAsync(simulator => FlySettings.For(simulator, out _));

    protected override IReadOnlyList<int> Seen(World world, RelayTask task, int attempt) =>
        [.. MachinesOf(world, task, attempt).SelectMany(machine => Processes.WithEnvironment($"FLY_MACHINE_ID={machine.Id}"))];

    protected override void Kill(World world, TaskAttempt attempt) =>
        FlyCloud.Kill(world.GitHub.FlyCloud.Machines.Single(machine => attempt.Handle == $"{FlySettings.App}/{machine.Id}"));

    protected override string Output(World world, RelayTask task) => Assert.Single(MachinesOf(world, task, task.Attempt)).Output;

    private static IEnumerable<FlyMachine> MachinesOf(World world, RelayTask task, int attempt) =>
        world.GitHub.FlyCloud.Machines.Where(machine => machine.Name.EndsWith($"-{task.Id:N}-{attempt}", StringComparison.Ordinal));
}
