using TaskRelay.Contracts;
using TaskRelay.Simulator.Faults;

namespace TaskRelay.Web.Tests.Worker;

public sealed class WorkerEndingTests
{
    // A child in a session of its own, which does not hear when it is asked to end, and has cleared its environment.
    private const string Lingering = "setsid sh -c \"trap '' TERM; while :; do sleep 1; done\" & env -i setsid sleep {nap} & ";

    [Theory]
    [InlineData("auto")]
    [InlineData("none")]
    public async Task A_stop_ends_the_agent_with_all_that_it_started(string sandbox)
    {
        await using var rig = await WorkerRig.StartAsync(Lingering + "echo part > part.txt; echo begun; sleep 300", job => job with { Sandbox = sandbox });
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");

        rig.Server.Stop = true;
        await rig.WaitForExitAsync(TimeSpan.FromSeconds(25));

        Assert.Equal("stopped", (await rig.Server.Completion).Status);
        Assert.Empty(rig.MarkedProcesses());
        Assert.DoesNotContain(WorkerRig.Branch, rig.GitHub.State.Branches(WorkerRig.Repository).Keys);
    }

    [Fact]
    public async Task A_termination_signal_means_stop()
    {
        await using var rig = await WorkerRig.StartAsync("echo begun; sleep 300");
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");

        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{rig.WorkerId}"]);
        await rig.WaitForExitAsync(TimeSpan.FromSeconds(45));

        Assert.Equal("stopped", (await rig.Server.Completion).Status);
        Assert.Empty(rig.MarkedProcesses());
    }

    [Fact]
    public async Task A_worker_that_is_killed_takes_the_cage_with_it()
    {
        await using var rig = await WorkerRig.StartAsync(Lingering + "echo begun; sleep 300");
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");

        using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", $"{rig.WorkerId}"]);
        await rig.WaitForExitAsync();

        await Eventually.TrueAsync(() => rig.MarkedProcesses().Count == 0);
    }

    [Fact]
    public async Task An_attempt_that_is_not_ours_any_more_ends_without_a_report()
    {
        await using var rig = await WorkerRig.StartAsync("echo begun; sleep 300");
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");

        rig.Server.Refusal = 409;

        Assert.Equal(3, await rig.WaitForExitAsync(TimeSpan.FromSeconds(90)));
        Assert.False(rig.Server.Completion.IsCompleted);
        Assert.Empty(rig.MarkedProcesses());
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("none")]
    public async Task The_time_limit_ends_the_agent_and_saves_its_work(string sandbox)
    {
        await using var rig = await WorkerRig.StartAsync(
            Lingering + "trap 'echo asked to end; exit 1' TERM; echo part > part.txt; while :; do sleep 0.1; done",
            job => job with { Sandbox = sandbox, Limits = job.Limits with { TimeoutSeconds = 4 } });

        var report = await rig.RunAsync(TimeSpan.FromSeconds(120));

        Assert.Equal(("timed_out", ErrorCodes.TimedOut), (report.Status, report.Error?.Code));
        Assert.Contains(rig.Server.Events, e => e.Text == "asked to end");
        Assert.Equal(rig.GitHub.State.Branches(WorkerRig.Repository)[WorkerRig.Branch], report.CommitSha);
        Assert.Equal("part\n", rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "part.txt"));
        Assert.Empty(rig.PullRequests);
        Assert.Empty(rig.MarkedProcesses());
    }

    [Theory]
    [InlineData("git-upload-pack$", "cloning")]
    [InlineData("git-receive-pack$", "pushing")]
    public async Task A_stop_while_GitHub_does_not_answer_is_heard(string path, string phase)
    {
        await using var rig = await WorkerRig.StartAsync("echo fixed >> README.md");
        var hang = rig.GitHub.Faults.Add(new Fault { PathPattern = path, HangUntilCancelled = true });
        rig.Launch();
        await hang.Hit.WaitAsync(TimeSpan.FromSeconds(60));

        rig.Server.Stop = true;
        await rig.WaitForExitAsync(TimeSpan.FromSeconds(45));

        Assert.Equal("stopped", (await rig.Server.Completion).Status);
        Assert.Equal(phase, rig.Server.Events.Last(e => e.Kind == WorkerEventKinds.Progress).Stream);
        Assert.Empty(rig.MarkedProcesses());
        Assert.Empty(rig.PullRequests);
    }

    [Fact]
    public async Task The_time_limit_holds_before_the_agent_has_started_too()
    {
        await using var rig = await WorkerRig.StartAsync("true", job => job with { Limits = job.Limits with { TimeoutSeconds = 2 } });
        rig.GitHub.Faults.Add(new Fault { PathPattern = "git-upload-pack$", HangUntilCancelled = true });

        var report = await rig.RunAsync(TimeSpan.FromSeconds(90));

        Assert.Equal(("timed_out", TaskPhases.Cloning), (report.Status, report.Error?.Phase));
    }

    [Fact]
    public async Task No_change_is_a_success_that_says_so()
    {
        await using var rig = await WorkerRig.StartAsync("echo 'All is well.'");

        var report = await rig.RunAsync();

        Assert.Equal(("succeeded", (string?)null, (string?)null), (report.Status, report.Branch, report.PrUrl));
        Assert.Contains("no change", report.Summary);
        Assert.DoesNotContain(WorkerRig.Branch, rig.GitHub.State.Branches(WorkerRig.Repository).Keys);
    }

    [Fact]
    public async Task A_failing_agent_is_told_in_its_own_last_words_and_nothing_is_pushed()
    {
        await using var rig = await WorkerRig.StartAsync("echo x > x.txt; echo 'cannot reach the moon' >&2; exit 7");

        var report = await rig.RunAsync();

        Assert.Equal(("failed", ErrorCodes.AgentFailed, TaskPhases.RunningAgent), (report.Status, report.Error?.Code, report.Error?.Phase));
        Assert.Contains("cannot reach the moon", report.Error!.Message);
        Assert.DoesNotContain(WorkerRig.Branch, rig.GitHub.State.Branches(WorkerRig.Repository).Keys);
    }

    [Fact]
    public async Task A_command_that_is_not_installed_is_said_to_be_unavailable()
    {
        await using var rig = await WorkerRig.StartAsync("", job => job with { Agent = job.Agent with { Command = ["no-such-agent"] } });

        var report = await rig.RunAsync();

        Assert.Equal(ErrorCodes.AgentUnavailable, report.Error?.Code);
        Assert.Contains("no-such-agent", report.Error!.Message);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("repository")]
    [InlineData("branch")]
    public async Task A_clone_that_fails_is_told_in_gits_words(string wrong)
    {
        await using var rig = await WorkerRig.StartAsync("true", job => wrong switch
        {
            "token" => job with { Token = job.Token with { Value = "ghs_wrong_token_7d1e5f" } },
            "repository" => job with { CloneUrl = job.CloneUrl.Replace("tools", "nothing", StringComparison.Ordinal) },
            _ => job with { BaseBranch = "no-such-branch" },
        });
        rig.GitHub.State.SetPrivate(WorkerRig.Repository);

        var report = await rig.RunAsync();

        Assert.Equal((ErrorCodes.CloneFailed, TaskPhases.Cloning), (report.Error?.Code, report.Error?.Phase));
        Assert.DoesNotContain("ghs_wrong", await rig.PublishedAsync());
    }
}
