using TaskRelay.Contracts;

namespace TaskRelay.Web.Tests.Worker;

public sealed class WorkerEndToEndTests
{
    [Fact]
    public async Task A_change_becomes_a_commit_a_branch_a_pull_request_and_a_report()
    {
        await using var rig = await WorkerRig.StartAsync("cat > prompt.txt; echo fixed >> README.md; echo 'I fixed it, @everybody.'");

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var pull = Assert.Single(rig.PullRequests);
        Assert.EndsWith($"/pull/{pull.Number}", report.PrUrl);
        Assert.Equal((WorkerRig.Branch, "main"), (pull.HeadRef, pull.BaseRef));
        Assert.Equal("Fix the flaky test", rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "prompt.txt"));
        Assert.Equal(rig.GitHub.State.Branches(WorkerRig.Repository)[WorkerRig.Branch], report.CommitSha);
        Assert.Contains("1 commit, 2 files changed, +2 −0 lines", pull.Body);
        Assert.Contains("<!-- taskrelay:task 0190 -->", pull.Body);
        Assert.DoesNotContain("@everybody", pull.Body);
        Assert.Equal(
            ["preparing", "cloning", "running_agent", "pushing", "opening_pull_request"],
            rig.Server.Events.Where(e => e.Kind == WorkerEventKinds.Progress).Select(e => e.Stream));
        Assert.Equal(rig.Server.Events.Select(e => e.Seq).Order(), rig.Server.Events.Select(e => e.Seq));
    }
}
