using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Contracts;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>What is sent to Fly: as its published description has it, and nothing in it that should not be.</summary>
public sealed class MachineShapeTests
{
    [Fact]
    public async Task A_machines_description_is_as_fly_publishes_it()
    {
        await using var rig = await FlyRig.StartAsync();
        await rig.UntilLaunchedAsync(await rig.QueueAsync());
        var body = JsonNode.Parse(Assert.Single(rig.Requests("POST", "/machines")).Body)!;
        Assert.Equal([], PublishedShapes.Faults("CreateMachineRequest", body));

        var config = body["config"]!;
        Assert.True((bool)config["auto_destroy"]!);
        Assert.Equal("no", (string?)config["restart"]!["policy"]);
        Assert.Equal(FlySettings.Image, (string?)config["image"]);
        Assert.Equal("""{"cpu_kind":"shared","cpus":2,"memory_mb":2048}""", config["guest"]!.ToJsonString());
        Assert.Equal("fra", (string?)body["region"]);
        Assert.True((bool)body["skip_secrets"]!);
    }

    [Fact]
    public async Task A_machines_environment_holds_the_ticket_and_the_address_and_nothing_else()
    {
        await using var rig = await FlyRig.StartAsync();
        var machine = await rig.UntilLaunchedAsync(await rig.QueueAsync());
        var environment = (JsonObject)machine.Config["env"]!;
        Assert.Equal([WorkerEnvironment.Ticket, WorkerEnvironment.Url], environment.Select(pair => pair.Key).Order());
        Assert.StartsWith("trl_", (string?)environment[WorkerEnvironment.Ticket], StringComparison.Ordinal);
        Assert.Equal(rig.Relay.Client.BaseAddress, new Uri((string)environment[WorkerEnvironment.Url]!));
        var all = machine.Config.ToJsonString() + machine.Name;
        Assert.DoesNotContain(rig.Token, all, StringComparison.Ordinal);
        Assert.DoesNotContain(RelayHost.Secret, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_a_machine_is_as_fly_publishes_it()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        // Fly does not stop it, so that it has to be destroyed.
        rig.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = "/stop$", Status = 500, Times = 1000, Body = "{}" });
        await rig.StopAsync(task);
        // The Machine is gone a moment before the request that ended it is noted.
        var ends = await rig.UntilAsync("the end", () => Task.FromResult(rig.Requests("DELETE", machine.Id)), seen => seen.Count > 0);
        Assert.Equal("destroyed", machine.State);
        Assert.Equal([], PublishedShapes.Faults("StopRequest", JsonNode.Parse(rig.Requests("POST", "/stop")[0].Body)!));
        Assert.Contains("force=true", ends[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_fly_does_not_know_is_found()
    {
        var body = JsonNode.Parse("""{"name":"x","config":{"image":"y","guest":{"memory":1},"restart":{"policy":"never"}}}""")!;
        Assert.Equal(["config.guest.memory is not published", "config.restart.policy may not be \"never\""], PublishedShapes.Faults("CreateMachineRequest", body));
    }

    [Fact]
    public async Task What_the_simulator_answers_is_as_fly_publishes_it()
    {
        await using var rig = await FlyRig.StartAsync();
        var machine = await rig.UntilLaunchedAsync(await rig.QueueAsync());
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", rig.Token);
        var shown = await http.GetStringAsync(new Uri(rig.Simulator.Url, $"fly/v1/apps/{FlySettings.App}/machines/{machine.Id}"));
        Assert.Equal([], PublishedShapes.Faults("Machine", JsonNode.Parse(shown)!));
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(shown).RootElement.GetProperty("events").ValueKind);
    }
}
