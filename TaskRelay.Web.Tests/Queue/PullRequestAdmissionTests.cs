using TaskRelay.Web.Queue;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.TaskApi;

namespace TaskRelay.Web.Tests.Queue;

public sealed class PullRequestAdmissionTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RegisteredApp.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task A_pull_request_from_a_fork_is_refused()
    {
        var state = _dashboard.GitHub.State;
        state.AddFork(Dashboard.Repository, "stranger");
        state.Commit("stranger/hello", "fix", new Dictionary<string, string?> { ["a.txt"] = "a\n" }, "Fix", "stranger");
        var number = state.AddPullRequest(Dashboard.Repository, "fix", "Fix", null, "stranger", fork: "stranger/hello").Number;
        var task = await _dashboard.AddTaskAsync(issue: number, change: row => row.OnPullRequest = true);

        var verdict = await _dashboard.Get<AdmissionPolicy>().JudgeAsync(task, CancellationToken.None);

        Assert.Equal("fork_not_supported", Assert.IsType<AdmissionVerdict.Refused>(verdict).Code);
    }

    [Fact]
    public async Task A_task_on_a_pull_request_works_on_its_head_and_starts_from_its_base()
    {
        var state = _dashboard.GitHub.State;
        state.Commit(Dashboard.Repository, "feature", new Dictionary<string, string?> { ["a.txt"] = "a\n" }, "Fix", "writer");
        var number = state.AddPullRequest(Dashboard.Repository, "feature", "Fix", null, "writer").Number;
        var task = await _dashboard.AddTaskAsync(issue: number, change: row => row.OnPullRequest = true);

        var verdict = await _dashboard.Get<AdmissionPolicy>().JudgeAsync(task, CancellationToken.None);

        var admitted = Assert.IsType<AdmissionVerdict.Admitted>(verdict);
        Assert.Equal(("feature", "main"), (admitted.HeadBranch, admitted.BaseBranch));
    }
}
