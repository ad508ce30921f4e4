using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>What is wrong with the settings of Fly is told at start, or where it can't be known before, by the task.</summary>
public sealed class FlyConfigurationTests
{
    [Theory]
    [InlineData("Fly:WorkerImage", "registry.fly.io/relay-worker:latest")]
    [InlineData("Fly:WorkerImage", "registry.fly.io/relay-worker")]
    [InlineData("Fly:WorkerImage", "registry.fly.io/relay-worker@sha256:12")]
    [InlineData("Fly:AppName", "My App")]
    [InlineData("Fly:Region", "Frankfurt")]
    [InlineData("Fly:ApiToken", "two\nlines")]
    [InlineData("Fly:Cpus", "3")]
    [InlineData("Fly:Cpus", "many")]
    [InlineData("Fly:MemoryMb", "100")]
    [InlineData("Runners:Default", "cloud")]
    public void A_wrong_value_is_a_fault_of_its_key(string key, string value) => Assert.Equal([key], Faults(key, value));

    [Theory]
    [InlineData("Fly:WorkerImage", FlySettings.Image)]
    [InlineData("Fly:WorkerImage", "registry.example.com:5000/team/worker:1.2@sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef")]
    [InlineData("Fly:Region", "fra")]
    [InlineData("Fly:MemoryMb", "4096")]
    [InlineData("Runners:Default", "fly")]
    public void A_right_value_is_none(string key, string value) => Assert.Empty(Faults(key, value));

    [Theory]
    [InlineData("Fly:WorkerImage", "", "worker/Dockerfile")]
    [InlineData("Fly:ApiToken", "", "Fly:ApiToken")]
    [InlineData("Fly:AppName", "", "Fly:AppName")]
    [InlineData("Fly:ApiBaseUrl", "https://api.machines.dev.invalid", "PublicUrl")]
    public async Task What_is_missing_is_told_by_the_task_with_the_remedy(string key, string value, string remedy)
    {
        await using var rig = await FlyRig.StartAsync(new Dictionary<string, string> { [key] = value });
        var ended = await rig.UntilTaskAsync(await rig.QueueAsync(), row => TaskMoves.IsTerminal(row.Status));
        Assert.Equal("launch_failed", ended.ErrorCode);
        Assert.Contains(remedy, ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(rig.Fly.Machines);
    }

    private static IEnumerable<string> Faults(string key, string value) => ConfigurationCheck
        .Find(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build())
        .Select(fault => fault.Key);
}
