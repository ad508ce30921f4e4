using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Runners.Local;

public sealed class LocalRunnerTests : RunnerContractTests
{
    protected override string Name => "local";

    protected override Task<World> StartAsync() => World.StartAsync();

    protected override IReadOnlyList<int> Seen(World world, RelayTask task, int attempt) => Processes.WithEnvironment($"/{task.Id:N}/{attempt}");

    protected override void Kill(World world, TaskAttempt attempt) => Processes.Kill(int.Parse(attempt.Handle!.Split(':')[0]));

    protected override string Output(World world, RelayTask task)
    {
        using var file = new FileStream(
            Path.Combine(world.Path("work"), $"{task.Id:N}-{task.Attempt}", "worker.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
