using Octokit;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class ReviewRestTests : SimulatorTestBase
{
    private GitHubClient App => Host.Octokit(Host.State.CreateInstallationToken(Hello));

    private int Pull()
    {
        Host.State.Commit(Hello, "fix", new Dictionary<string, string?> { ["a.txt"] = "a\n" }, "Fix", "writer");
        return Host.State.AddPullRequest(Hello, "fix", "Fix", null, "writer").Number;
    }

    [Fact]
    public async Task Reviews_and_comments_on_lines_are_told_as_Octokit_reads_them()
    {
        var number = Pull();
        Host.State.AddReview(Hello, number, "maintainer", "CHANGES_REQUESTED", "Needs a test.");
        Host.State.AddReviewComment(Hello, number, "reader", "a.txt", 1, "first");
        Host.State.AddReviewComment(Hello, number, "maintainer", "a.txt", 1, "second", outdated: true);

        var review = Assert.Single(await App.PullRequest.Review.GetAll("octo", "hello", number));
        var comments = await App.PullRequest.ReviewComment.GetAll("octo", "hello", number);
        var newest = await App.Connection.Get<List<PullRequestReviewComment>>(
            new Uri($"repos/octo/hello/pulls/{number}/comments?sort=created&direction=desc&per_page=1", UriKind.Relative), null);

        Assert.Equal(("Needs a test.", "maintainer", PullRequestReviewState.ChangesRequested), (review.Body, review.User.Login, review.State.Value));
        Assert.Equal(["first", "second"], comments.Select(comment => comment.Body));
        Assert.Equal("second", Assert.Single(newest.Body).Body);
        Assert.Equal(("a.txt", "reader"), (comments[0].Path, comments[0].User.Login));
    }

    [Fact]
    public async Task Check_runs_of_a_commit_are_told_the_newest_of_each_name()
    {
        Pull();
        Host.State.AddCheckRun(Hello, "fix", "build", "failure", "old", "old");
        Host.State.AddCheckRun(Hello, "fix", "build", "failure", "2 errors", "CS0103");
        Host.State.AddCheckRun(Hello, "fix", "slow", null);

        var done = await App.Check.Run.GetAllForReference("octo", "hello", "fix", new CheckRunRequest { Status = CheckStatusFilter.Completed });
        var all = await App.Check.Run.GetAllForReference("octo", "hello", "fix");

        var run = Assert.Single(done.CheckRuns);
        Assert.Equal(("build", "2 errors", "CS0103", CheckConclusion.Failure), (run.Name, run.Output.Title, run.Output.Summary, run.Conclusion!.Value.Value));
        Assert.Equal(2, all.TotalCount);
    }

    [Fact]
    public async Task Checks_of_a_private_repository_need_their_permission()
    {
        Pull();
        Host.State.SetPrivate(Hello);
        var token = Host.State.CreateInstallationToken(Hello, new Dictionary<string, string> { ["metadata"] = "read", ["contents"] = "read" });
        await Assert.ThrowsAsync<ForbiddenException>(() => Host.Octokit(token).Check.Run.GetAllForReference("octo", "hello", "fix"));
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_has_another_repository_as_its_head()
    {
        Host.State.AddUser("forker");
        Host.State.AddFork(Hello, "forker");
        Host.State.Commit("forker/hello", "fix", new Dictionary<string, string?> { ["a.txt"] = "a\n" }, "Fix", "forker");
        var number = Host.State.AddPullRequest(Hello, "fix", "Fix", null, "forker", fork: "forker/hello").Number;

        var pull = await App.PullRequest.Get("octo", "hello", number);

        Assert.Equal(("forker/hello", Hello, "forker:fix"), (pull.Head.Repository.FullName, pull.Base.Repository.FullName, pull.Head.Label));
    }
}
