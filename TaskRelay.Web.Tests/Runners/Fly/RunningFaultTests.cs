using System.Text.Json.Nodes;
using TaskRelay.Contracts;
using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.Fly.Machines;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>What can go wrong while a Machine runs: no live worker is taken for dead, and no dead one for alive.</summary>
public sealed class RunningFaultTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task F3_a_new_machine_that_is_not_shown_for_half_a_minute_is_waited_for()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        Hide(rig, machine);
        await rig.PassAsync(TimeSpan.FromSeconds(30));
        rig.Simulator.Faults.Clear();
        await rig.PassAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((RelayTaskStatus.Running, 1), ((await rig.ReadAsync(task)).Status, (await rig.ReadAsync(task)).Attempt));
        Assert.Equal("started", machine.State);
    }

    [Fact]
    public async Task F4_empty_answers_for_minutes_end_no_task_whose_worker_calls()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync(maxAttempts: 2);
        var machine = await rig.UntilLaunchedAsync(task);
        var token = await rig.ClaimAsync(machine);
        Hide(rig, machine);
        await rig.PassAsync(TimeSpan.FromMinutes(6), () => rig.CallAsync(token));
        rig.Simulator.Faults.Clear();
        var now = await rig.ReadAsync(task);
        Assert.Equal((RelayTaskStatus.Running, 1), (now.Status, now.Attempt));
        Assert.Equal("started", machine.State);
        Assert.Single(rig.Requests("POST", "/machines"));
    }

    [Fact]
    public async Task F4_one_empty_list_does_not_lose_a_machine_whose_handle_was_not_saved()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        await rig.ForgetHandleAsync(task);
        rig.Simulator.Faults.Add(new Fault { Method = "GET", PathPattern = "/machines$", EmptyList = true, Times = 2 });
        await rig.UntilAsync("its adoption", () => rig.AttemptAsync(task), row => row!.Handle is not null, Step);
        Assert.Equal("started", machine.State);
        Assert.Equal(RelayTaskStatus.Running, (await rig.ReadAsync(task)).Status);
    }

    [Theory]
    [InlineData(0, "exit code 0")]
    [InlineData(1, "exit code 1")]
    [InlineData(137, "killed")]
    public async Task F6_a_machine_that_ends_without_a_report_fails_its_task_with_the_exit_code(int code, string words)
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        rig.Fly.GuestCommand = ["sh", "-c", code == 137 ? "kill -9 $$" : $"exit {code}"];
        var ended = await rig.UntilTaskAsync(task, row => TaskMoves.IsTerminal(row.Status), Step);
        Assert.Equal((RelayTaskStatus.Failed, "worker_lost"), (ended.Status, ended.ErrorCode));
        Assert.Contains(words, ended.ErrorMessage, StringComparison.Ordinal);
        // Nobody started it again: the default of the platform would have.
        Assert.Single(rig.Fly.Machines[0].Events, happened => happened.Exit is not null);
    }

    [Fact]
    public async Task F6_a_machine_that_runs_out_of_memory_says_so_and_what_to_do()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        await rig.ClaimAsync(machine);
        FlyCloud.RunOutOfMemory(machine);
        var ended = await rig.UntilTaskAsync(task, row => TaskMoves.IsTerminal(row.Status), Step);
        Assert.Equal("worker_lost", ended.ErrorCode);
        Assert.Contains("ran out of memory", ended.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("Fly:MemoryMb", ended.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F7_a_machine_that_is_gone_without_a_trace_is_found_out_within_three_minutes(bool isClaimed)
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        if (isClaimed)
        {
            await rig.ClaimAsync(machine);
        }

        rig.Fly.Lose(machine);
        var lostAt = rig.Clock.GetUtcNow();
        var ended = await rig.UntilTaskAsync(task, row => TaskMoves.IsTerminal(row.Status), Step);
        Assert.Equal("worker_lost", ended.ErrorCode);
        Assert.InRange(rig.Clock.GetUtcNow() - lostAt, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(190));
    }

    [Fact]
    public async Task F8_a_machine_that_can_not_be_destroyed_for_ten_minutes_is_destroyed_after_that()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        var refused = rig.Simulator.Faults.Add(new Fault { Method = "DELETE", PathPattern = machine.Id, Status = 500, Times = 100_000, Body = "{}" });
        rig.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = "/stop$", Status = 500, Times = 100_000, Body = "{}" });
        await rig.StopAsync(task);
        Assert.Equal(RelayTaskStatus.Stopped, (await rig.UntilTaskAsync(task, row => row.Status == RelayTaskStatus.Stopped)).Status);
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("started", machine.State);
        Assert.InRange(refused.Hits, 5, 1000);

        rig.Simulator.Faults.Clear();
        var mendedAt = rig.Clock.GetUtcNow();
        await rig.UntilAsync("its end", () => Task.FromResult(machine.State), state => state == "destroyed", Step);
        Assert.True(rig.Clock.GetUtcNow() - mendedAt < TimeSpan.FromMinutes(4), $"It took {rig.Clock.GetUtcNow() - mendedAt}.");
    }

    [Fact]
    public async Task F9_of_two_machines_for_one_attempt_one_works_and_the_other_ends_by_itself()
    {
        await using var rig = await FlyRig.StartAsync(idle: false);
        rig.Fly.HoldsInCreated = true;
        var task = await rig.QueueAsync();
        var first = await rig.UntilLaunchedAsync(task);
        var second = rig.Fly.Duplicate(first);
        rig.Fly.HoldsInCreated = false;
        rig.Fly.Boot(first);
        rig.Fly.Boot(second);
        var small = TimeSpan.FromMilliseconds(10);
        await rig.UntilAsync("the end of one", () => Task.FromResult(rig.Fly.Machines.Count(machine => machine.State == "destroyed")), count => count == 1, small);
        var attempt = await rig.UntilAsync("the claim", () => rig.AttemptAsync(task), row => row!.WorkerId is not null, small);
        var winner = Assert.Single(rig.Fly.Machines, machine => machine.State == "started");
        Assert.StartsWith(winner.Id + ":", attempt!.WorkerId, StringComparison.Ordinal);
        Assert.Equal(3, rig.Fly.Machines.Single(machine => machine != winner).Events.First(happened => happened.Exit is not null).Exit!.Code);
    }

    [Fact]
    public async Task F9_a_spare_machine_that_hangs_is_destroyed_within_minutes_of_the_others_claim()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var noted = await rig.UntilLaunchedAsync(task);
        var other = rig.Fly.Duplicate(noted);
        var token = await rig.ClaimAsync(other);
        var claimedAt = rig.Clock.GetUtcNow();
        while (noted.State == "started")
        {
            await rig.PassAsync(TimeSpan.FromSeconds(10), () => rig.CallAsync(token));
            Assert.True(rig.Clock.GetUtcNow() - claimedAt < TimeSpan.FromMinutes(4), "The spare lives on.");
        }

        await rig.PassAsync(TimeSpan.FromMinutes(3), () => rig.CallAsync(token));
        Assert.Equal("started", other.State);
        Assert.Equal(RelayTaskStatus.Running, (await rig.ReadAsync(task)).Status);
    }

    [Fact]
    public async Task F10_a_token_that_is_revoked_under_way_costs_no_task_its_work()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        var token = await rig.ClaimAsync(machine);
        rig.Simulator.Fly.Revoke(rig.Token);
        await rig.PassAsync(TimeSpan.FromMinutes(5), () => rig.CallAsync(token));
        Assert.Equal(RelayTaskStatus.Running, (await rig.ReadAsync(task)).Status);
        using var report = await rig.SendAsync(WorkerRoutes.Complete, token, new JsonObject
        {
            ["taskId"] = task.Id,
            ["attempt"] = 1,
            ["status"] = "succeeded",
            ["summary"] = "Nothing had to be changed.",
            ["usage"] = new JsonObject { ["inputTokens"] = 0, ["outputTokens"] = 0, ["costUsd"] = 0 },
        });
        Assert.Equal(200, (int)report.StatusCode);
        Assert.Equal(RelayTaskStatus.Succeeded, (await rig.ReadAsync(task)).Status);
        // The next launch says what is wrong.
        var next = await rig.UntilTaskAsync(await rig.QueueAsync(), row => TaskMoves.IsTerminal(row.Status));
        Assert.Equal("launch_failed", next.ErrorCode);
        Assert.Contains("token", next.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_a_machine_that_does_not_want_to_end()
    {
        await using var rig = await FlyRig.StartAsync();
        var task = await rig.QueueAsync();
        var machine = await rig.UntilLaunchedAsync(task);
        await rig.StopAsync(task);
        await rig.UntilTaskAsync(task, row => row.Status == RelayTaskStatus.Stopped);
        Assert.Equal("destroyed", machine.State);
        Assert.Equal("""{"signal":"SIGTERM","timeout":"20s"}""", rig.Requests("POST", "/stop")[0].Body);
        Assert.InRange(rig.Requests("POST", "/stop").Count, 1, 4);
    }

    private static void Hide(FlyRig rig, FlyMachine machine)
    {
        rig.Simulator.Faults.Add(new Fault { Method = "GET", PathPattern = $"/machines/{machine.Id}$", Status = 404, Times = 100_000, Body = "{}" });
        rig.Simulator.Faults.Add(new Fault { Method = "GET", PathPattern = "/machines$", EmptyList = true, Times = 100_000 });
    }
}
