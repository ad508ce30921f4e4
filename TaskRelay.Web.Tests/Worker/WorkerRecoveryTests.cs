using System.Diagnostics;
using TaskRelay.Contracts;
using TaskRelay.Simulator.Faults;

namespace TaskRelay.Web.Tests.Worker;

public sealed class WorkerRecoveryTests
{
    private const string Change = "echo fixed >> README.md; echo done";

    [Theory]
    [InlineData("after_claim")]
    [InlineData("after_clone")]
    [InlineData("after_agent")]
    [InlineData("after_push")]
    [InlineData("after_pull_request")]
    public async Task A_worker_that_dies_is_followed_by_one_that_ends_with_one_pull_request(string point)
    {
        // The second run finds nothing left to change where the first has pushed.
        await using var rig = await WorkerRig.StartAsync("grep -q fixed README.md || echo fixed >> README.md");
        rig.Launch(crashPoint: point);
        Assert.Equal(128 + 9, await rig.WaitForExitAsync());
        rig.Server.Forget(attempt: 2);

        var report = await rig.RunAsync();

        Assert.True(report is { Status: "succeeded", Attempt: 2 }, rig.Server.Log + report);
        var pull = Assert.Single(rig.PullRequests);
        Assert.EndsWith($"/pull/{pull.Number}", report.PrUrl);
        Assert.Equal(rig.GitHub.State.Branches(WorkerRig.Repository)[WorkerRig.Branch], report.CommitSha);
        Assert.Contains("1 commit, 1 file changed", pull.Body);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_made_again()
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.Server.ClaimAnswersToLose = 2;

        Assert.Equal("succeeded", (await rig.RunAsync()).Status);
    }

    [Fact]
    public async Task A_ticket_that_is_not_good_sends_the_worker_away()
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.Launch(ticket: "another-ticket-000000");

        Assert.Equal(3, await rig.WaitForExitAsync());
        Assert.Empty(rig.Server.Events);
    }

    [Fact]
    public async Task Without_a_ticket_the_worker_says_so()
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.Launch(ticket: "");

        Assert.Equal(64, await rig.WaitForExitAsync());
        Assert.Contains("ticket", rig.WorkerOutput);
    }

    [Fact]
    public async Task A_server_that_is_away_in_between_gets_every_event_and_the_report_afterwards()
    {
        await using var rig = await WorkerRig.StartAsync("echo begun; sleep 1; for i in $(seq 300); do echo line $i; done; echo fixed >> README.md; sleep 1; echo last");
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");
        rig.Server.Refusal = 503;
        await Eventually.TrueAsync(() => rig.PullRequests.Count == 1, TimeSpan.FromSeconds(60));
        rig.Server.ReportsToRefuse = 1;
        rig.Server.Refusal = null;
        await rig.WaitForExitAsync();

        Assert.Equal("succeeded", (await rig.Server.Completion).Status);
        Assert.Equal(
            ["begun", .. Enumerable.Range(1, 300).Select(i => $"line {i}"), "last"],
            rig.Server.Events.Where(e => e.Stream == WorkerStreams.Stdout).Select(e => e.Text));
        Assert.Equal(rig.Server.Events.Select(e => e.Seq).Distinct().Order(), rig.Server.Events.Select(e => e.Seq));
    }

    [Fact]
    public async Task A_pull_request_whose_answer_was_lost_is_found_and_not_opened_twice()
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.GitHub.Faults.Add(Fault.LostAnswer("POST", "/pulls$"));

        var report = await rig.RunAsync();

        Assert.Equal("succeeded", report.Status);
        Assert.EndsWith($"/pull/{Assert.Single(rig.PullRequests).Number}", report.PrUrl);
    }

    [Fact]
    public async Task A_pull_request_that_can_not_be_opened_leaves_the_branch_and_says_so()
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.GitHub.Faults.Add(new Fault { Method = "POST", PathPattern = "/pulls$", Status = 403, Body = """{"message":"Resource not accessible by integration"}""", Times = 10 });

        var report = await rig.RunAsync();

        Assert.Equal((ErrorCodes.PullRequestFailed, WorkerRig.Branch), (report.Error?.Code, report.Branch));
        Assert.Contains("Resource not accessible", report.Error!.Message);
        Assert.Equal(rig.GitHub.State.Branches(WorkerRig.Repository)[WorkerRig.Branch], report.CommitSha);
    }

    [Theory]
    [InlineData("info/refs")]
    [InlineData("git-receive-pack$")]
    [InlineData("/pulls$")]
    public async Task A_bad_moment_of_GitHub_is_waited_out(string path)
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.GitHub.Faults.Add(Fault.ServerError(path, 502));

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Single(rig.PullRequests);
    }

    [Fact]
    public async Task A_push_whose_answer_was_lost_is_pushed_again_without_harm()
    {
        await using var rig = await WorkerRig.StartAsync(Change);
        rig.GitHub.Faults.Add(Fault.LostAnswer("POST", "git-receive-pack$", 502));

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Single(rig.PullRequests);
    }

    [Fact]
    public async Task A_token_that_dies_while_the_agent_works_is_renewed()
    {
        await using var rig = await WorkerRig.StartAsync("echo begun; sleep 2; echo fixed >> README.md");
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");
        await rig.RevokeTokenAsync();
        rig.Server.Job = rig.Server.Job! with { Token = new JobToken(rig.GitHub.State.CreateInstallationToken(WorkerRig.Repository), DateTimeOffset.UtcNow.AddHours(1)) };
        await rig.WaitForExitAsync();

        Assert.True((await rig.Server.Completion).Status == "succeeded", rig.Server.Log);
        Assert.Equal(2, rig.Server.JobReads);
    }

    [Fact]
    public async Task Work_on_an_open_pull_request_is_pushed_to_its_branch_and_opens_no_other()
    {
        await using var rig = await WorkerRig.StartAsync(Change, job => job with { Branch = "feature/x", PullRequest = job.PullRequest with { Number = 12 } });
        rig.GitHub.State.Commit(WorkerRig.Repository, "feature/x", new Dictionary<string, string?> { ["x.txt"] = "x\n" }, "Begin", "maintainer");

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.EndsWith("/acme/tools/pull/12", report.PrUrl);
        Assert.Empty(rig.PullRequests);
        Assert.Equal("x\n", rig.GitHub.State.ReadFile(WorkerRig.Repository, "feature/x", "x.txt"));
        Assert.Contains("fixed", rig.GitHub.State.ReadFile(WorkerRig.Repository, "feature/x", "README.md"));
    }

    [Fact]
    public async Task A_branch_that_moved_meanwhile_is_not_overwritten()
    {
        await using var rig = await WorkerRig.StartAsync("echo begun; sleep 2; echo fixed >> README.md");
        rig.Launch();
        await rig.Server.WaitForAsync(e => e.Text == "begun");
        var theirs = rig.GitHub.State.Commit(WorkerRig.Repository, WorkerRig.Branch, new Dictionary<string, string?> { ["y.txt"] = "y\n" }, "Mine", "maintainer");
        await rig.WaitForExitAsync();

        var report = await rig.Server.Completion;
        Assert.Equal(ErrorCodes.PushRefused, report.Error?.Code);
        Assert.Equal(theirs, rig.GitHub.State.Branches(WorkerRig.Repository)[WorkerRig.Branch]);
        Assert.Contains("fixed", await File.ReadAllTextAsync(Path.Combine(rig.WorkFolder, "work.patch")));
    }

    [Fact]
    public async Task Without_a_cage_planted_configuration_is_not_used_with_the_token()
    {
        await using var rig = await WorkerRig.StartAsync(
            """
            echo fixed >> README.md
            printf '#!/bin/sh\nenv > %s/../stolen.txt\n' "$HOME" > "$HOME/spy.sh"; chmod +x "$HOME/spy.sh"
            for repo in ../repo.git .; do
              git -C $repo config credential.helper "!$HOME/spy.sh"; git -C $repo config core.fsmonitor "$HOME/spy.sh"
              git -C $repo config http.proxy http://127.0.0.1:9; git -C $repo config url.http://127.0.0.1:9/.pushInsteadOf http://
            done
            env > env.txt
            """,
            job => job with { Sandbox = "none", Agent = job.Agent with { SecretNames = [] } });

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var stolen = Path.Combine(rig.WorkFolder, "stolen.txt");
        Assert.DoesNotContain(rig.Token, File.Exists(stolen) ? await File.ReadAllTextAsync(stolen) : "");
        var environment = rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "env.txt")!;
        Assert.DoesNotContain("TASKRELAY_URL", environment);
        Assert.DoesNotContain("TASKRELAY_WORKDIR", environment);
    }

    [Fact]
    public async Task A_flood_of_output_is_cut_at_the_limit_and_harms_nothing()
    {
        await using var rig = await WorkerRig.StartAsync("seq 1 400000; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo fixed >> README.md", job => job with { Limits = job.Limits with { LogBytes = 100_000 } });

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", report.ToString());
        Assert.InRange(rig.Server.Events.Where(e => e.Stream == WorkerStreams.Stdout).Sum(e => e.Text.Length + 64), 90_000, 100_000);
        Assert.Single(rig.Server.Events, e => e.Text.StartsWith("The limit for the log is reached", StringComparison.Ordinal));
        Assert.Single(rig.Server.Events, e => e.Text.EndsWith(" lines of the agent's output were not kept.", StringComparison.Ordinal));
    }
}
