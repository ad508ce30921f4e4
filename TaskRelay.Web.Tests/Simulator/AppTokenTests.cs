using System.Net;
using System.Security.Cryptography;
using Octokit;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class AppTokenTests : SimulatorTestBase
{
    [Fact]
    public async Task Octokit_finds_its_installation_and_gets_a_token_of_the_long_form()
    {
        var app = Host.Octokit(Host.AppToken());

        var about = await app.GitHubApps.GetCurrent();
        var installation = await app.GitHubApps.GetRepositoryInstallationForCurrent("octo", "hello");
        var token = await app.GitHubApps.CreateInstallationToken(installation.Id);

        Assert.Equal("taskrelay", about.Slug);
        Assert.Equal("octo", about.Owner.Login);
        Assert.Equal("octo", installation.Account.Login);
        Assert.StartsWith($"ghs_{Host.App.AppId}_", token.Token);
        Assert.True(token.Token.Length > 100);
        Assert.Equal(3, (await Host.Octokit(token.Token).Issue.GetAllForRepository("octo", "hello")).Count);
    }

    [Theory]
    [InlineData(-120, 300, "'Issued at' claim")]
    [InlineData(60, 601, "too far in the future")]
    [InlineData(700, 600, "'Expiration time' claim")]
    public async Task A_token_whose_times_do_not_fit_is_refused(int issuedSecondsAgo, int lifeSeconds, string why)
    {
        var app = Host.Octokit(Host.AppToken(issuedSecondsAgo, lifeSeconds));

        var refused = await Assert.ThrowsAsync<AuthorizationException>(() => app.GitHubApps.GetCurrent());

        Assert.Contains(why, refused.Message);
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        using var other = RSA.Create(2048);
        await Assert.ThrowsAsync<AuthorizationException>(() => Host.Octokit(Host.AppToken(key: other)).GitHubApps.GetCurrent());
    }

    [Fact]
    public async Task An_installation_token_ends_after_an_hour_and_when_it_is_given_back()
    {
        var first = Host.Octokit(Host.State.CreateInstallationToken(Hello));
        var second = Host.State.CreateInstallationToken(Hello);
        await first.Issue.Get("octo", "hello", 1);

        using var http = Host.Http(second);
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("/installation/token", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/repos/octo/hello", Cancelled)).StatusCode);

        Time.Advance(TimeSpan.FromMinutes(61));
        await Assert.ThrowsAsync<AuthorizationException>(() => first.Issue.Get("octo", "hello", 1));
    }

    [Fact]
    public async Task A_narrowed_token_reaches_one_repository_with_what_was_asked_and_no_more()
    {
        var other = Host.State.AddRepository("octo/other", isPrivate: true);
        var hello = Host.State.Repository(Hello);
        using var app = Host.Http(Host.AppToken());
        var path = $"/api/v3/app/installations/{Host.State.InstallationOf(Hello)!.Id}/access_tokens";

        var created = await app.PostAsync(path, SimulatorClients.Json(new { repository_ids = new[] { hello.Id }, permissions = new { contents = "write" } }), Cancelled);
        var token = (await created.JsonAsync())["token"]!.GetValue<string>();

        using var http = Host.Http(token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/repos/octo/hello", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/repos/octo/other", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/repositories/{other.Id}", Cancelled)).StatusCode);
        var comment = await http.PostAsync("/repos/octo/hello/issues/1/comments", SimulatorClients.Json(new { body = "hi" }), Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, comment.StatusCode);
        Assert.Equal("Resource not accessible by integration", (await comment.JsonAsync())["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"permissions":{"workflows":"write"}}""")]
    [InlineData("""{"permissions":{"metadata":"write"}}""")]
    [InlineData("""{"repository_ids":[1]}""")]
    [InlineData("""{"repositories":["nothing"]}""")]
    public async Task More_than_was_installed_is_422(string body)
    {
        using var app = Host.Http(Host.AppToken());
        var path = $"/app/installations/{Host.State.InstallationOf(Hello)!.Id}/access_tokens";

        var answer = await app.PostAsync(path, new StringContent(body), Cancelled);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_suspended_installation_gets_nothing()
    {
        var token = Host.State.CreateInstallationToken(Hello);
        var id = Host.State.InstallationOf(Hello)!.Id;
        Host.State.Suspend(id);

        await Assert.ThrowsAsync<ForbiddenException>(() => Host.Octokit(token).Issue.Comment.Create("octo", "hello", 1, "hi"));
        await Assert.ThrowsAsync<ForbiddenException>(() => Host.Octokit(Host.AppToken()).GitHubApps.CreateInstallationToken(id));
    }
}
