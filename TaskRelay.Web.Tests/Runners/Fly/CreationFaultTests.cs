using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>What can go wrong when a Machine is created: one works in the end, or the task says why none does.</summary>
public sealed class CreationFaultTests
{
    private const string Create = $"/apps/{FlySettings.App}/machines$";

    [Theory]
    [InlineData(400, "Fly:WorkerImage")]
    [InlineData(401, "token")]
    [InlineData(403, "deploy token")]
    [InlineData(404, FlySettings.App)]
    [InlineData(412, "refuses")]
    [InlineData(422, "organization")]
    [InlineData(301, "Fly:ApiBaseUrl")]
    public async Task F1_a_refusal_that_would_repeat_itself_ends_the_launch_with_a_remedy(int status, string remedy)
    {
        await using var rig = await FlyRig.StartAsync();
        var fault = rig.Simulator.Faults.Add(Refusal(status, times: 10));
        var task = await rig.QueueAsync();
        var ended = await rig.UntilTaskAsync(task, row => TaskMoves.IsTerminal(row.Status));
        Assert.Equal((RelayTaskStatus.Failed, "launch_failed"), (ended.Status, ended.ErrorCode));
        Assert.Contains(remedy, ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("scripted words", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, fault.Hits);
        Assert.Empty(rig.Fly.Machines);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task F1_a_refusal_that_may_pass_is_tried_again_until_there_is_one_machine(int status)
    {
        await using var rig = await FlyRig.StartAsync();
        var fault = rig.Simulator.Faults.Add(Refusal(status, times: 2));
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        Assert.Equal(2, fault.Hits);
        Assert.Same(machine, Assert.Single(rig.Fly.Machines));
        Assert.Equal(RelayTaskStatus.Running, (await rig.ReadAsync(task)).Status);
    }

    [Fact]
    public async Task F1_as_long_as_fly_asks_to_be_left_alone_nothing_is_asked()
    {
        await using var rig = await FlyRig.StartAsync();
        var fault = rig.Simulator.Faults.Add(Refusal(429, times: 1, retryAfter: 40));
        var task = await rig.QueueAsync();
        await rig.UntilAsync("the refusal", () => Task.FromResult(fault.Hits), hits => hits == 1);
        var refusedAt = rig.Clock.GetUtcNow();
        await rig.UntilLaunchedAsync(task);
        Assert.True(rig.Clock.GetUtcNow() - refusedAt >= TimeSpan.FromSeconds(39), $"It was asked again after {rig.Clock.GetUtcNow() - refusedAt}.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F2_a_machine_whose_creation_was_not_answered_is_found_and_not_made_again(bool isHung)
    {
        await using var rig = await FlyRig.StartAsync();
        var never = new TaskCompletionSource();
        var fault = rig.Simulator.Faults.Add(new Fault
        {
            Method = "POST",
            PathPattern = Create,
            ApplyThenFail = true,
            OnApplied = isHung ? () => never.Task : null,
        });
        var task = await rig.QueueAsync();
        await rig.UntilAsync("the creation", () => Task.FromResult(fault.Hits), hits => hits == 1);
        await fault.Applied;
        await rig.UntilAsync("the handle", () => rig.AttemptAsync(task), row => row?.Handle is not null, callsMayHang: isHung);
        never.SetResult();
        var machine = Assert.Single(rig.Fly.Machines);
        Assert.Equal($"{FlySettings.App}/{machine.Id}", (await rig.AttemptAsync(task))!.Handle);
        Assert.Single(rig.Requests("POST", "/machines"));
    }

    [Fact]
    public async Task F2_a_name_that_is_taken_by_this_attempts_own_machine_adopts_it()
    {
        await using var rig = await FlyRig.StartAsync();
        // Applied, not answered, and not shown: the second creation meets the first one's name.
        rig.Simulator.Faults.Add(Fault.LostAnswer("POST", Create));
        rig.Simulator.Faults.Add(new Fault { Method = "GET", PathPattern = Create, EmptyList = true, Times = 2 });
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        Assert.Same(machine, Assert.Single(rig.Fly.Machines));
        Assert.Equal([0, 409], rig.Requests("POST", "/machines").Select(request => request.Status));
    }

    [Fact]
    public async Task A_name_that_another_machine_has_ends_the_launch()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var first = await rig.UntilLaunchedAsync(task);
        var foreign = rig.Fly.Machines[0];
        foreign.Config["metadata"]!["taskrelay_task"] = "another";
        var answer = await rig.LaunchAgainAsync(first, task);
        Assert.Contains(foreign.Id, Assert.IsType<Web.Runners.LaunchResult.Failed>(answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F11_a_region_without_room_is_tried_for_minutes_and_then_told()
    {
        await using var rig = await FlyRig.StartAsync();
        rig.Fly.FullRegions.Add("fra");
        var task = await rig.QueueAsync();
        var ended = await rig.UntilTaskAsync(task, row => TaskMoves.IsTerminal(row.Status), TimeSpan.FromSeconds(5));
        Assert.Equal("launch_failed", ended.ErrorCode);
        Assert.Contains("no room", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("fra", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.InRange(rig.Requests("POST", "/machines").Count, 4, 20);
    }

    [Fact]
    public async Task F11_a_region_that_gets_room_takes_the_machine()
    {
        await using var rig = await FlyRig.StartAsync();
        rig.Fly.FullRegions.Add("fra");
        var task = await rig.QueueAsync();
        await rig.UntilAsync("a try", () => Task.FromResult(rig.Requests("POST", "/machines").Count), tries => tries >= 2);
        rig.Fly.FullRegions.Clear();
        Assert.Equal("fra", (await rig.UntilLaunchedAsync(task)).Region);
    }

    [Fact]
    public async Task An_organization_that_has_as_many_machines_as_it_may_is_told_so()
    {
        await using var rig = await FlyRig.StartAsync();
        rig.Fly.Quota = 0;
        var ended = await rig.UntilTaskAsync(await rig.QueueAsync(), row => TaskMoves.IsTerminal(row.Status));
        Assert.Equal("launch_failed", ended.ErrorCode);
        Assert.Contains("machine limit", ended.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F5_a_machine_that_never_starts_is_replaced_after_five_minutes_and_its_late_start_does_nothing()
    {
        await using var rig = await FlyRig.StartAsync();
        rig.Fly.HoldsInCreated = true;
        var task = await rig.QueueAsync(maxAttempts: 2);
        var stuck = await rig.UntilLaunchedAsync(task);
        var launchedAt = rig.Clock.GetUtcNow();
        // It does not even go when it is destroyed.
        rig.Simulator.Faults.Add(new Fault { Method = "DELETE", PathPattern = stuck.Id, Status = 500, Times = 1000 });
        await rig.UntilTaskAsync(task, row => row.Attempt == 2, TimeSpan.FromSeconds(5));
        var waited = rig.Clock.GetUtcNow() - launchedAt;
        Assert.InRange(waited, TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(8));

        rig.Fly.HoldsInCreated = false;
        await rig.AdmitAsync(task);
        var second = await rig.UntilLaunchedAsync(task, attempt: 2);
        await rig.ClaimAsync(second);
        rig.Fly.GuestCommand = ["dotnet", Path.Combine(AppContext.BaseDirectory, "TaskRelay.Worker.dll")];
        rig.Fly.Boot(stuck);
        await rig.UntilAsync("the end of the late one", () => Task.FromResult(stuck.State), state => state == "destroyed", TimeSpan.FromMilliseconds(10));
        Assert.Equal(3, stuck.Events.First(happened => happened.Exit is not null).Exit!.Code);
        Assert.Equal("started", second.State);
        Assert.Equal((RelayTaskStatus.Running, 2), ((await rig.ReadAsync(task)).Status, (await rig.ReadAsync(task)).Attempt));
    }

    [Fact]
    public async Task F12_an_image_that_can_not_be_pulled_is_told()
    {
        await using var rig = await FlyRig.StartAsync();
        rig.Fly.CanPullImages = false;
        var ended = await rig.UntilTaskAsync(await rig.QueueAsync(), row => TaskMoves.IsTerminal(row.Status), TimeSpan.FromSeconds(3));
        Assert.Equal("worker_lost", ended.ErrorCode);
        Assert.Contains("could not start", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("Fly:WorkerImage", ended.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_creation_that_hangs_holds_up_nobody_elses_task()
    {
        await using var rig = await FlyRig.StartAsync(new Dictionary<string, string> { ["Runners:Local:Command"] = "sleep 5" });
        var hanging = rig.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = Create, HangUntilCancelled = true });
        var first = await rig.QueueAsync();
        await hanging.Hit.WaitAsync(TimeSpan.FromSeconds(60));
        var second = await rig.QueueAsync(runner: "local");
        await rig.UntilAsync(
            "the other's worker", () => rig.AttemptAsync(second), row => row?.Handle is not null, TimeSpan.FromMilliseconds(1), callsMayHang: true);
        Assert.Null((await rig.AttemptAsync(first))!.Handle);
    }

    private static Fault Refusal(int status, int times, int? retryAfter = null) => new()
    {
        Method = "POST",
        PathPattern = Create,
        Status = status,
        Times = times,
        Body = """{"error":"scripted words"}""",
        Headers = retryAfter is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = $"{seconds}" } : new Dictionary<string, string>(),
    };
}
