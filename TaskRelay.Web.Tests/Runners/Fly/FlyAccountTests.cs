using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>Whose account a Machine runs in: the person's own where they brought a token, else the instance's.</summary>
public sealed class FlyAccountTests
{
    private const string OwnApp = "writers-own";
    private const string OwnToken = "fo1_r9Qz5nTn2dCUuJxqKkLw";

    [Fact]
    public async Task Who_brought_a_token_has_their_machines_in_their_own_app_and_size()
    {
        await using var rig = await StartAsync(OwnApp, region: "ams", cpus: 4, memoryMb: 16384);
        var task = await rig.QueueAsync();
        var row = await rig.UntilAsync("the handle", () => rig.AttemptAsync(task), found => found?.Handle is not null);
        var machine = Assert.Single(rig.Fly.Machines);
        Assert.Equal($"{OwnApp}/{machine.Id}", row!.Handle);
        Assert.Equal(("writers-own", "ams"), (machine.App, machine.Region));
        Assert.Equal("""{"cpu_kind":"performance","cpus":4,"memory_mb":16384}""", machine.Config["guest"]!.ToJsonString());
    }

    [Fact]
    public async Task A_machine_is_found_in_the_app_that_it_was_made_in_after_the_settings_name_another()
    {
        await using var rig = await StartAsync(OwnApp);
        rig.Simulator.Fly.AddApp("another-app", "writer");
        var task = await rig.QueueAsync();
        var machine = (await rig.UntilAsync("the Machine", () => Task.FromResult(rig.Fly.Machines), machines => machines.Count == 1))[0];
        await rig.UntilAsync("the handle", () => rig.AttemptAsync(task), found => found?.Handle is not null);
        await WriteAsync(rig, scope => scope.Db.UserConfigs.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.FlyAppName, "another-app")));
        await rig.StopAsync(task);
        await rig.UntilTaskAsync(task, row => row.Status == RelayTaskStatus.Stopped);
        await rig.UntilAsync("its end", () => Task.FromResult(machine.State), state => state == "destroyed", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_token_without_an_app_is_no_account_and_the_instances_does_not_take_its_place()
    {
        await using var rig = await StartAsync(app: null);
        var ended = await rig.UntilTaskAsync(await rig.QueueAsync(), row => TaskMoves.IsTerminal(row.Status));
        Assert.Equal("launch_failed", ended.ErrorCode);
        Assert.Contains("enter the app's name", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(rig.Fly.Machines);
    }

    [Fact]
    public async Task A_token_that_can_not_be_read_any_more_is_told_and_the_instances_does_not_take_its_place()
    {
        await using var rig = await StartAsync(OwnApp);
        await WriteAsync(rig, scope => scope.Db.UserSecrets.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Sealed, new byte[] { 1, 2, 3 })));
        var ended = await rig.UntilTaskAsync(await rig.QueueAsync(), row => TaskMoves.IsTerminal(row.Status));
        Assert.Contains("Enter it again", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(rig.Fly.Machines);
    }

    /// <summary>A rig whose tasks' writer has a token of their own.</summary>
    private static async Task<FlyRig> StartAsync(string? app, string? region = null, int? cpus = null, int? memoryMb = null)
    {
        var rig = await FlyRig.StartAsync();
        rig.Simulator.Fly.AddApp(OwnApp, "writer");
        rig.Simulator.Fly.AddToken(OwnToken, "writer");
        var now = rig.Clock.GetUtcNow();
        var sealedToken = rig.Relay.Services.GetRequiredService<SecretVault>().Seal(7, FlyToken.Name, OwnToken);
        await WriteAsync(rig, scope =>
        {
            scope.Db.Users.Add(new UserAccount { Id = 7, Login = "writer", CreatedAt = now, LastSignInAt = now });
            scope.Db.UserSecrets.Add(new UserSecret { UserId = 7, Name = FlyToken.Name, Sealed = sealedToken, UpdatedAt = now });
            scope.Db.UserConfigs.Add(new UserConfig
            {
                UserId = 7,
                Version = 1,
                FlyAppName = app,
                FlyRegion = region,
                FlyCpus = cpus,
                FlyMemoryMb = memoryMb,
                UpdatedAt = now,
            });
            return scope.Db.SaveChangesAsync();
        });
        return rig;
    }

    private static Task WriteAsync(FlyRig rig, Func<WriteScope, Task> work) =>
        rig.Relay.Services.GetRequiredService<IWriteGate>().WriteAsync((scope, _) => work(scope), CancellationToken.None);
}
