using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>Sign-in with GitHub, from the first redirect to the cookie.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task It_ends_on_the_page_that_was_asked_for_with_a_session()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.SignInAsync("writer", "/tasks?status=failed");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/tasks?status=failed", answer.Headers.Location!.ToString());

        var cookie = browser.SetCookies["taskrelay"].ToLowerInvariant();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        using var tasks = await browser.GetAsync("/api/tasks");
        Assert.Equal(HttpStatusCode.OK, tasks.StatusCode);
    }

    [Fact]
    public async Task The_challenge_carries_state_and_pkce_and_the_public_callback()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.GetAsync("/api/auth/github", ("Host", "evil.example"));
        var query = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(43, query["code_challenge"].ToString().Length);
        Assert.NotEmpty(query["state"].ToString());
        Assert.Equal(new Uri(_dashboard.Address, "/api/auth/github/callback").ToString(), query["redirect_uri"]);
    }

    [Fact]
    public async Task A_no_on_GitHubs_page_is_told_and_keeps_the_way_back()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync(login: null, "/tasks");
        using var answer = await browser.GetAsync(back.PathAndQuery);
        Assert.Equal("/login?error=access_denied&returnUrl=%2Ftasks", answer.Headers.Location!.ToString());
        Assert.DoesNotContain("taskrelay", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Behind_https_the_cookies_are_secure_and_bound_to_the_host()
    {
        await using var secure = await Dashboard.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = "https://relay.example" });
        secure.GitHub.App.CallbackUrls = [new Uri("https://relay.example/api/auth/github/callback")];
        using var browser = new TestBrowser(secure.Address);
        var back = await browser.AuthorizeAsync("writer");
        Assert.Equal("relay.example", back.Host);
        Assert.All(browser.SetCookies.Values, cookie => Assert.Contains("secure", cookie.ToLowerInvariant(), StringComparison.Ordinal));
        Assert.All(browser.SetCookies.Keys, name => Assert.StartsWith("__Host-taskrelay", name, StringComparison.Ordinal));
        using var answer = await browser.GetAsync(back.PathAndQuery);
        var cookie = browser.SetCookies["__Host-taskrelay"].ToLowerInvariant();
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sign_ins_at_once_in_one_browser_both_end_well()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var first = await browser.AuthorizeAsync("writer", "/tasks?q=one");
        var second = await browser.AuthorizeAsync("writer", "/tasks?q=two");
        using var firstAnswer = await browser.GetAsync(first.PathAndQuery);
        using var secondAnswer = await browser.GetAsync(second.PathAndQuery);
        Assert.Equal("/tasks?q=one", firstAnswer.Headers.Location!.ToString());
        Assert.Equal("/tasks?q=two", secondAnswer.Headers.Location!.ToString());
        using var tasks = await browser.GetAsync("/api/tasks");
        Assert.Equal(HttpStatusCode.OK, tasks.StatusCode);
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.Sessions.CountAsync()));
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.Contains("sign-in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_exchange_carries_the_verifier_and_the_public_callback()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var exchange = Assert.Single(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/login/oauth/access_token");
        var form = QueryHelpers.ParseQuery(exchange.Body);
        Assert.Equal(43, form["code_verifier"].ToString().Length);
        Assert.Equal(new Uri(_dashboard.Address, "/api/auth/github/callback").ToString(), form["redirect_uri"]);
    }

    [Fact]
    public async Task A_renamed_person_keeps_their_account_and_a_reused_login_gets_none_of_it()
    {
        var task = await _dashboard.AddTaskAsync(by: "writer");
        using var before = await _dashboard.SignInAsync("writer");
        var id = _dashboard.GitHub.State.User("writer").Id;
        _dashboard.GitHub.State.Rename("writer", "author");
        _dashboard.GitHub.State.AddUser("writer");

        using var renamed = await _dashboard.SignInAsync("author");
        using var taker = await _dashboard.SignInAsync("writer");
        using var own = await renamed.GetAsync($"/api/tasks/{task.Id}");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using var foreign = await taker.GetAsync($"/api/tasks/{task.Id}");
        await Problems.ExpectAsync(foreign, 404, "task_not_found");
        var accounts = await _dashboard.Relay.ReadAsync(db => db.Users.OrderBy(user => user.Id).Select(user => new { user.Id, user.Login }).ToListAsync());
        Assert.Equal([(id, "author"), (_dashboard.GitHub.State.User("writer").Id, "writer")], accounts.Select(user => (user.Id, user.Login)));
    }

    [Fact]
    public async Task Sign_in_and_sign_out_are_in_the_audit_log()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        using var out1 = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout");
        using var out2 = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout");
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent], [out1.StatusCode, out2.StatusCode]);
        var id = _dashboard.GitHub.State.User("writer").Id;
        var lines = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.OrderBy(line => line.Id).ToListAsync());
        Assert.Equal([("sign_in", "done"), ("sign_out", "done")], lines.Select(line => (line.Action, line.Outcome)));
        Assert.All(lines, line => Assert.Equal((id, "writer", "127.0.0.1"), (line.ActorId!.Value, line.Actor, line.Address)));
    }
}
