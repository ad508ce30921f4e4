using System.Net;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class SimulatorPagesTests : SimulatorTestBase
{
    [Fact]
    public async Task A_comment_is_shown_without_its_hidden_marks_and_without_its_scripts()
    {
        await Host.State.CommentAsync(Hello, 1, "writer",
            "<!-- taskrelay:status 42 -->**Queued** <script>alert(1)</script> [x](javascript:alert(1)) `a<b`\n\n```\n<!-- shown -->\n```\n<!-- open", Cancelled);
        using var http = Host.Http();

        var page = await http.GetStringAsync("/octo/hello/issues/1", Cancelled);

        Assert.DoesNotContain("taskrelay:status", page);
        Assert.DoesNotContain("&lt;!-- open", page);
        Assert.Contains("&lt;!-- shown --&gt;", page);
        Assert.Contains("<strong>Queued</strong> &lt;script&gt;", page);
        Assert.Contains("<code>a&lt;b</code>", page);
        Assert.DoesNotContain("href=\"javascript", page);
    }

    [Fact]
    public async Task A_comment_written_in_the_page_is_stored_and_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = receiver.Url;
        using var http = Host.Http();

        var answer = await http.PostAsync("/octo/hello/issues/1/comments",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["as"] = "reader", ["body"] = "line one\r\nline two" }), Cancelled);
        await Assert.Single(Host.Deliveries).Completion.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var comment = Assert.Single(Host.State.Comments(Hello, 1));
        Assert.Equal(("reader", "line one\nline two"), (comment.Author.Login, comment.Body));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task A_form_on_another_site_is_refused()
    {
        using var http = Host.Http();
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        var answer = await http.PostAsync("/octo/hello/issues/1/comments",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["as"] = "maintainer", ["body"] = "x" }), Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(Host.State.Comments(Hello, 1));
    }

    [Fact]
    public async Task A_pull_request_shows_its_diff_and_can_be_merged()
    {
        Host.State.Commit(Hello, "fix", new Dictionary<string, string?> { ["src/greet.sh"] = "#!/bin/sh\necho \"Hello\"\n" }, "Fix", "writer");
        var pull = await Host.Octokit(Host.State.User("writer").Token!).PullRequest.Create("octo", "hello", new Octokit.NewPullRequest("Greet", "fix", "main") { Body = "Closes #1" });
        using var http = Host.Http();

        var page = await http.GetStringAsync($"/octo/hello/pull/{pull.Number}", Cancelled);
        Assert.Contains("<div class=\"plus\">&#x2B;echo &quot;Hello&quot;</div>", page);
        Assert.StartsWith("diff --git", await http.GetStringAsync($"/octo/hello/pull/{pull.Number}.diff", Cancelled));
        Assert.Equal(HttpStatusCode.Found, (await http.PostAsync($"/octo/hello/pull/{pull.Number}/merge", null, Cancelled)).StatusCode);

        Assert.True(Assert.Single(Host.State.PullRequests(Hello)).Merged);
        Assert.Equal("closed", Host.State.FindIssue(Hello, 1)!.State);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/octo")]
    [InlineData("/octo/hello")]
    [InlineData("/octo/hello/tree/main")]
    [InlineData("/octo/hello/blob/main/src/greet.sh")]
    [InlineData("/octo/hello/commit/main")]
    [InlineData("/octo/hello/issues")]
    [InlineData("/octo/hello/issues/new")]
    [InlineData("/octo/hello/issues/2")]
    [InlineData("/octo/hello/pulls")]
    [InlineData("/deliveries")]
    [InlineData("/apps/taskrelay/installations/new")]
    [InlineData("/avatars/7.svg")]
    [InlineData("/assets/simulator.css")]
    public async Task Every_page_opens(string path)
    {
        using var http = Host.Http();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_new_issue_is_opened_by_whom_the_form_names()
    {
        using var http = Host.Http();
        var answer = await http.PostAsync("/octo/hello/issues",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["as"] = "writer", ["title"] = "Something", ["body"] = "is wrong" }), Cancelled);

        Assert.Equal("/octo/hello/issues/4", answer.Headers.Location!.OriginalString);
        Assert.Equal("writer", Host.State.FindIssue(Hello, 4)!.Author.Login);
    }
}
