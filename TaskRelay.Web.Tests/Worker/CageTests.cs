using System.Diagnostics;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Cage;

namespace TaskRelay.Web.Tests.Worker;

public sealed class CageTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("bubblewrap")]
    public async Task Where_no_cage_can_be_built_another_agent_does_not_run(string sandbox)
    {
        await using var rig = await WorkerRig.StartAsync("echo ran > /dev/stderr", job => job with { Sandbox = sandbox });

        var report = await rig.RunAsync(change: start => BreakBubblewrap(rig, start));

        Assert.Equal((ErrorCodes.SandboxUnavailable, TaskPhases.Preparing), (report.Error?.Code, report.Error?.Phase));
        Assert.Contains("no permission to make a namespace", report.Error!.Message);
        Assert.Contains("apt-get install bubblewrap", report.Error.Message);
    }

    [Theory]
    [InlineData(true, "bubblewrap")]
    [InlineData(false, "no cage")]
    public async Task The_built_in_agent_runs_caged_where_that_works_and_uncaged_where_not(bool works, string expected)
    {
        await using var rig = await WorkerRig.StartAsync("", job => job with { Agent = job.Agent with { Command = ["{worker}", "scribe"] } });

        var report = await rig.RunAsync(change: start =>
        {
            if (!works)
                BreakBubblewrap(rig, start);
        });

        Assert.True(report.Error?.Code is null or ErrorCodes.AgentFailed, rig.Server.Log + report);
        Assert.Contains(rig.Server.Events, e => e.Stream == WorkerStreams.Worker && e.Text.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(rig.Server.Events, e => e is { Kind: WorkerEventKinds.Progress, Stream: TaskPhases.RunningAgent });
    }

    [Fact]
    public async Task A_worker_that_is_not_root_builds_the_same_cage()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can try to be somebody else.");
        await using var rig = await WorkerRig.StartAsync("id -u > who.txt; touch /repo.git/x 2>> who.txt; true");
        using (var chown = Process.Start("chown", ["12345:12345", rig.WorkFolder]))
            await chown.WaitForExitAsync();
        using (var look = Process.Start("setpriv", ["--reuid=12345", "--regid=12345", "--clear-groups", "test", "-r", typeof(CageTests).Assembly.Location]))
        {
            await look.WaitForExitAsync();
            Assert.SkipUnless(look.ExitCode == 0, "Nobody else can read the folder that these tests are in.");
        }

        var report = await rig.RunAsync(change: start =>
        {
            start.FileName = "setpriv";
            foreach (var argument in (string[])["--reuid=12345", "--regid=12345", "--clear-groups", "dotnet"])
                start.ArgumentList.Add(argument);
            start.Environment["HOME"] = rig.WorkFolder;
        });

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var who = rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "who.txt");
        Assert.StartsWith("1000\n", who);
        Assert.Contains("Read-only", who);
        Assert.Contains(rig.Server.Events, e => e.Text.Contains("bubblewrap", StringComparison.Ordinal));
    }

    [Fact]
    public void No_value_of_the_agents_environment_stands_among_the_cages_arguments()
    {
        var cage = new BubblewrapCage("/usr/bin/bwrap", new AttemptFolders("/root/attempts/1"), [new ShownPath("/root/.nvm/versions/node")]);

        var spec = cage.Enter("/usr/bin/agent", ["--go"], new Dictionary<string, string> { ["KEY"] = "sk-value" }, network: false);

        Assert.DoesNotContain(spec.Arguments, argument => argument.Contains("sk-value", StringComparison.Ordinal));
        Assert.Equal("sk-value", spec.Environment["KEY"]);
        Assert.Contains("--unshare-net", spec.Arguments);
        Assert.Equal(["/usr/bin/agent", "--go"], spec.Arguments.TakeLast(2));
        // A parent that bwrap made by itself could not be passed by the user within.
        Assert.Contains("--perms 0755 --dir /root --perms 0755 --dir /root/.nvm", string.Join(' ', spec.Arguments));
    }

    private static void BreakBubblewrap(WorkerRig rig, ProcessStartInfo start)
    {
        var folder = Directory.CreateDirectory(Path.Combine(rig.WorkFolder, "bin")).FullName;
        var stub = Path.Combine(folder, "bwrap");
        File.WriteAllText(stub, "#!/bin/sh\necho 'bwrap: no permission to make a namespace' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
