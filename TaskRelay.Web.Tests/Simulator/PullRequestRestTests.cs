using System.Net;
using Octokit;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class PullRequestRestTests : SimulatorTestBase
{
    private GitHubClient App => Host.Octokit(Host.State.CreateInstallationToken(Hello));

    private void PushFix() => Host.State.Commit(Hello, "fix",
        new Dictionary<string, string?> { ["src/greet.sh"] = "#!/bin/sh\necho \"Hello, ${1:-world}!\"\n", ["docs/grüße.md"] = "Grüße\n" }, "Fix the greeting", "writer");

    [Fact]
    public async Task A_pull_request_tells_its_files_commits_and_size()
    {
        PushFix();
        var opened = await App.PullRequest.Create("octo", "hello", new NewPullRequest("Fix", "fix", "main") { Body = "Closes #1" });

        var files = await App.PullRequest.Files("octo", "hello", opened.Number);
        var commits = await App.PullRequest.Commits("octo", "hello", opened.Number);
        var listed = await App.PullRequest.GetAllForRepository("octo", "hello", new PullRequestRequest { Head = "octo:fix", State = ItemStateFilter.Open });

        Assert.Equal(["docs/grüße.md", "src/greet.sh"], files.Select(file => file.FileName));
        Assert.Equal(["added", "modified"], files.Select(file => file.Status));
        Assert.StartsWith("@@ -1,4 +1,2 @@", files[1].Patch);
        Assert.Equal((opened.Additions, opened.Deletions, 2), (files.Sum(file => file.Additions), files.Sum(file => file.Deletions), opened.ChangedFiles));
        Assert.Equal("Fix the greeting", Assert.Single(commits).Commit.Message);
        Assert.Equal(opened.Number, Assert.Single(listed).Number);
        Assert.Equal("taskrelay[bot]", opened.User.Login);
        Assert.True(opened.Mergeable);
    }

    [Theory]
    [InlineData("main", "main", "No commits between main and main")]
    [InlineData("octo:fix", "main", "A pull request already exists for octo:fix.")]
    public async Task A_pull_request_that_cannot_be_is_422_in_GitHubs_words(string head, string @base, string message)
    {
        PushFix();
        await App.PullRequest.Create("octo", "hello", new NewPullRequest("Fix", "fix", "main"));

        var refused = await Assert.ThrowsAsync<ApiValidationException>(() => App.PullRequest.Create("octo", "hello", new NewPullRequest("Again", head, @base)));

        Assert.Equal(message, Assert.Single(refused.ApiError.Errors).Message);
    }

    [Theory]
    [InlineData("gone", "main", "head")]
    [InlineData("fix", "gone", "base")]
    public async Task A_branch_that_is_not_there_is_named_by_its_field(string head, string @base, string field)
    {
        PushFix();
        var refused = await Assert.ThrowsAsync<ApiValidationException>(() => App.PullRequest.Create("octo", "hello", new NewPullRequest("x", head, @base)));
        Assert.Equal((field, "invalid"), (Assert.Single(refused.ApiError.Errors).Field, refused.ApiError.Errors[0].Code));
    }

    [Fact]
    public async Task Two_racing_calls_open_one_pull_request()
    {
        PushFix();
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var http = Host.Http(Host.State.CreateInstallationToken(Hello));
            return (await http.PostAsync("/repos/octo/hello/pulls", SimulatorClients.Json(new { title = "x", head = "fix", @base = "main" }), Cancelled)).StatusCode;
        }));

        Assert.Single(tries, status => status == HttpStatusCode.Created);
        Assert.Single(Host.State.PullRequests(Hello));
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("squash")]
    [InlineData("rebase")]
    public async Task Merging_moves_the_base_and_closes_the_issue_that_was_named(string method)
    {
        PushFix();
        var opened = await App.PullRequest.Create("octo", "hello", new NewPullRequest("Fix", "fix", "main") { Body = "Fixes #1" });
        using var http = Host.Http(Host.State.User("maintainer").Token);

        var merged = await http.PutAsync($"/repos/octo/hello/pulls/{opened.Number}/merge", SimulatorClients.Json(new { merge_method = method }), Cancelled);

        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        Assert.Contains("Hello", Host.State.ReadFile(Hello, "main", "src/greet.sh"));
        Assert.True(Assert.Single(Host.State.PullRequests(Hello)).Merged);
        Assert.Equal("closed", Host.State.FindIssue(Hello, 1)!.State);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.PutAsync($"/repos/octo/hello/pulls/{opened.Number}/merge", null, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_conflict_does_not_merge()
    {
        PushFix();
        var opened = await App.PullRequest.Create("octo", "hello", new NewPullRequest("Fix", "fix", "main"));
        Host.State.Commit(Hello, "main", new Dictionary<string, string?> { ["src/greet.sh"] = "#!/bin/sh\necho other\n" }, "Other", "maintainer");

        Assert.False((await App.PullRequest.Get("octo", "hello", opened.Number)).Mergeable);
        await Assert.ThrowsAsync<PullRequestNotMergeableException>(() => App.PullRequest.Merge("octo", "hello", opened.Number, new MergePullRequest()));
    }

    [Fact]
    public async Task Reviewers_are_collaborators_and_not_the_author()
    {
        PushFix();
        var opened = await App.PullRequest.Create("octo", "hello", new NewPullRequest("Fix", "fix", "main"));

        var asked = await App.PullRequest.ReviewRequest.Create("octo", "hello", opened.Number, new PullRequestReviewRequest(["writer"], []));
        Assert.Equal("writer", Assert.Single(asked.RequestedReviewers).Login);
        await Assert.ThrowsAsync<ApiValidationException>(() => App.PullRequest.ReviewRequest.Create("octo", "hello", opened.Number, new PullRequestReviewRequest(["stranger"], [])));
        await Assert.ThrowsAsync<ApiValidationException>(() => App.PullRequest.ReviewRequest.Create("octo", "hello", opened.Number, new PullRequestReviewRequest(["taskrelay[bot]"], [])));
    }

    [Fact]
    public async Task Branches_files_and_comparisons_are_those_of_git()
    {
        PushFix();
        var compared = await App.Repository.Commit.Compare("octo", "hello", "main", "fix");
        var content = await App.Repository.Content.GetAllContentsByRef("octo", "hello", "src/greet.sh", "fix");
        var folder = await App.Repository.Content.GetAllContents("octo", "hello", "src");

        Assert.Equal((1, 0, "ahead"), (compared.AheadBy, compared.BehindBy, compared.Status));
        Assert.Contains("Hello", content[0].Content);
        Assert.Equal(["greet.sh", "lines.sh"], folder.Select(file => file.Name));
        Assert.Equal(["fix", "main"], (await App.Repository.Branch.GetAll("octo", "hello")).Select(branch => branch.Name));
        await App.Git.Reference.Delete("octo", "hello", "heads/fix");
        await Assert.ThrowsAsync<NotFoundException>(() => App.Repository.Branch.Get("octo", "hello", "fix"));
        Assert.NotNull((await App.Repository.Commit.Get("octo", "hello", "main")).Sha);
    }
}
