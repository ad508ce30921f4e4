using System.Net;
using Octokit;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class IssuesRestTests : SimulatorTestBase
{
    private GitHubClient App => Host.Octokit(Host.State.CreateInstallationToken(Hello));

    [Fact]
    public async Task What_the_App_writes_is_its_bots()
    {
        var written = await App.Issue.Comment.Create("octo", "hello", 1, "queued");
        var edited = await App.Issue.Comment.Update("octo", "hello", written.Id, "running");

        Assert.Equal("taskrelay[bot]", written.User.Login);
        Assert.Equal(AccountType.Bot, written.User.Type);
        Assert.Equal(written.Id, edited.Id);
        var kept = Assert.Single(Host.State.Comments(Hello, 1));
        Assert.True(kept is { Body: "running", ByApp: true, Edits: 1 });
        await App.Issue.Comment.Delete("octo", "hello", written.Id);
        Assert.Empty(Host.State.Comments(Hello, 1));
    }

    [Fact]
    public async Task The_same_reaction_again_is_200_and_kept_once()
    {
        var posted = await Host.State.CommentAsync(Hello, 1, "writer", "please", Cancelled);
        using var http = Host.Http(Host.State.CreateInstallationToken(Hello));
        var path = $"/repos/octo/hello/issues/comments/{posted.Comment.Id}/reactions";

        var first = await http.PostAsync(path, SimulatorClients.Json(new { content = "eyes" }), Cancelled);
        var second = await http.PostAsync(path, SimulatorClients.Json(new { content = "eyes" }), Cancelled);
        var unknown = await http.PostAsync(path, SimulatorClients.Json(new { content = "shrug" }), Cancelled);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (first.StatusCode, second.StatusCode, unknown.StatusCode));
        Assert.Equal("eyes", Assert.Single(Host.State.Reactions(posted.Comment)).Content);
        var listed = Assert.Single(await App.Reaction.IssueComment.GetAll("octo", "hello", posted.Comment.Id));
        Assert.Equal(ReactionType.Eyes, listed.Content.Value);
    }

    [Fact]
    public async Task Many_comments_come_in_pages_that_Octokit_follows()
    {
        for (var i = 0; i < 107; i++)
            await Host.State.CommentAsync(Hello, 2, "writer", $"number {i}", Cancelled);

        var all = await App.Issue.Comment.GetAllForIssue("octo", "hello", 2, new ApiOptions { PageSize = 25 });

        Assert.Equal(Enumerable.Range(0, 107).Select(i => $"number {i}"), all.Select(comment => comment.Body));
    }

    [Fact]
    public async Task Too_long_and_empty_comments_are_422()
    {
        await Assert.ThrowsAsync<ApiValidationException>(() => App.Issue.Comment.Create("octo", "hello", 1, new string('x', 65_537)));
        await Assert.ThrowsAsync<ApiValidationException>(() => App.Issue.Comment.Create("octo", "hello", 1, " "));
        Assert.Equal(65_536, (await App.Issue.Comment.Create("octo", "hello", 1, new string('x', 65_536))).Body.Length);
    }

    [Theory]
    [InlineData("maintainer", "admin", "admin")]
    [InlineData("writer", "write", "write")]
    [InlineData("reader", "read", "read")]
    [InlineData("carer", "write", "maintain")]
    [InlineData("sorter", "read", "triage")]
    [InlineData("stranger", "none", "none")]
    public async Task A_permission_is_told_in_the_old_word_and_the_roles_name(string login, string permission, string role)
    {
        Host.State.AddUser("carer");
        Host.State.AddUser("sorter");
        Host.State.SetPermission(Hello, "carer", "maintain");
        Host.State.SetPermission(Hello, "sorter", "triage");
        Host.State.SetPrivate(Hello);
        using var http = Host.Http(Host.State.CreateInstallationToken(Hello));

        var answer = await (await http.GetAsync($"/repos/octo/hello/collaborators/{login}/permission", Cancelled)).JsonAsync();

        Assert.Equal(permission, answer["permission"]!.GetValue<string>());
        Assert.Equal(role, answer["role_name"]!.GetValue<string>());
        Assert.Equal(Host.State.User(login).Id, answer["user"]!["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_login_that_changed_hands_is_seen_by_its_id()
    {
        var writer = Host.State.User("writer");
        Host.State.Rename("writer", "writer-old");
        Host.State.AddUser("writer");
        using var http = Host.Http(Host.State.CreateInstallationToken(Hello));

        var byId = await (await http.GetAsync($"/user/{writer.Id}", Cancelled)).JsonAsync();
        var byLogin = await (await http.GetAsync("/repos/octo/hello/collaborators/writer/permission", Cancelled)).JsonAsync();

        Assert.Equal("writer-old", byId["login"]!.GetValue<string>());
        Assert.NotEqual(writer.Id, byLogin["user"]!["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_private_repository_is_not_there_for_strangers()
    {
        Host.State.SetPrivate(Hello);
        await Assert.ThrowsAsync<NotFoundException>(() => Host.Octokit(Host.State.User("stranger").Token!).Repository.Get("octo", "hello"));
        await Assert.ThrowsAsync<AuthorizationException>(() => Host.Octokit("nonsense").Repository.Get("octo", "hello"));
        Assert.Equal("octo/hello", (await Host.Octokit(Host.State.User("reader").Token!).Repository.Get("octo", "hello")).FullName);
    }

    [Fact]
    public async Task Unchanged_things_are_304()
    {
        using var http = Host.Http(Host.State.User("writer").Token);
        var first = await http.GetAsync("/repos/octo/hello/issues/1", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/repos/octo/hello/issues/1");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(request, Cancelled)).StatusCode);
        Assert.True(first.Headers.Contains("X-GitHub-Request-Id"));
        Assert.Equal("15000", first.Headers.GetValues("X-RateLimit-Limit").Single());
    }

    [Fact]
    public async Task The_hours_allowance_ends_and_begins_anew()
    {
        Host.RateLimits.Limit = 2;
        var app = App;
        await app.Issue.Get("octo", "hello", 1);
        await app.Issue.Get("octo", "hello", 1);

        var refused = await Assert.ThrowsAsync<RateLimitExceededException>(() => app.Issue.Get("octo", "hello", 1));

        Assert.Equal(0, refused.Remaining);
        Time.Advance(TimeSpan.FromMinutes(60));
        await Host.Octokit(Host.State.CreateInstallationToken(Hello)).Issue.Get("octo", "hello", 1);
    }

    [Fact]
    public async Task A_user_token_reaches_what_both_the_person_and_the_App_may()
    {
        var writer = Host.Octokit(Host.CreateUserToken("writer"));
        Assert.Equal("writer", (await writer.User.Current()).Login);
        Assert.Equal("octo", Assert.Single((await writer.GitHubApps.GetAllInstallationsForCurrentUser()).Installations).Account.Login);
        Assert.Empty((await Host.Octokit(Host.CreateUserToken("stranger")).GitHubApps.GetAllInstallationsForCurrentUser()).Installations);

        Host.State.AddRepository("octo/hidden", isPrivate: true, installed: false);
        Host.State.SetPermission("octo/hidden", "writer", "write");
        await Assert.ThrowsAsync<NotFoundException>(() => writer.Repository.Get("octo", "hidden"));
        Assert.Equal("octo/hidden", (await Host.Octokit(Host.State.User("writer").Token!).Repository.Get("octo", "hidden")).FullName);
    }
}
