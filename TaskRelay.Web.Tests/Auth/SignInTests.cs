using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>Sign-in with GitHub, from the first redirect to the cookie, and every way in which it must not work.</summary>
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

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("tasks")]
    public async Task A_foreign_return_address_becomes_the_start_page(string returnUrl)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.SignInAsync("writer", returnUrl);
        Assert.Equal("/", answer.Headers.Location!.ToString());
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

    [Theory]
    [InlineData("")]
    [InlineData("forged")]
    public async Task A_missing_or_forged_state_is_refused(string state)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        var code = QueryHelpers.ParseQuery(back.Query)["code"];
        using var answer = await browser.GetAsync($"/api/auth/github/callback?code={code}&state={state}");
        ExpectFailure(answer, "state_invalid", browser);
    }

    [Fact]
    public async Task A_sign_in_that_another_browser_began_is_refused()
    {
        using var mine = new TestBrowser(_dashboard.Address);
        using var theirs = new TestBrowser(_dashboard.Address);
        var back = await mine.AuthorizeAsync("writer");
        using var answer = await theirs.GetAsync(back.PathAndQuery);
        ExpectFailure(answer, "state_invalid", theirs);
    }

    [Fact]
    public async Task A_code_made_for_another_verifier_is_refused()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var first = QueryHelpers.ParseQuery((await browser.AuthorizeAsync("writer")).Query);
        var second = QueryHelpers.ParseQuery((await browser.AuthorizeAsync("maintainer")).Query);
        using var answer = await browser.GetAsync(
            $"/api/auth/github/callback?code={first["code"]}&state={Uri.EscapeDataString(second["state"].ToString())}");
        ExpectFailure(answer, "exchange_failed", browser);
    }

    [Fact]
    public async Task A_callback_works_once()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        using var first = await browser.GetAsync(back.PathAndQuery);
        Assert.Equal("/", first.Headers.Location!.ToString());
        using var again = await browser.GetAsync(back.PathAndQuery);
        Assert.Equal("/login?error=state_invalid", again.Headers.Location!.ToString());
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.Sessions.CountAsync()));
    }

    [Theory]
    [InlineData("/login/oauth/access_token", "github_unavailable")]
    [InlineData("/user$", "github_unavailable")]
    public async Task GitHub_failing_on_the_way_is_told(string path, string code)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        _dashboard.GitHub.Faults.Add(Fault.ServerError(path, 502));
        using var answer = await browser.GetAsync(back.PathAndQuery);
        ExpectFailure(answer, code, browser);
    }

    [Fact]
    public async Task Without_a_client_the_login_page_says_so()
    {
        await using var bare = await Dashboard.StartAsync(new Dictionary<string, string?> { ["GitHub:ClientSecret"] = "" });
        using var browser = new TestBrowser(bare.Address);
        using var answer = await browser.GetAsync("/api/auth/github");
        Assert.Equal("/login?error=oauth_not_configured", answer.Headers.Location!.ToString());
        using var page = await browser.GetAsync("/login?error=oauth_not_configured");
        Assert.Contains("Sign-in is not set up yet", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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
        using var answer = await browser.GetAsync(back.PathAndQuery);
        var cookie = browser.SetCookies["__Host-taskrelay"].ToLowerInvariant();
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }

    private static void ExpectFailure(HttpResponseMessage answer, string code, TestBrowser browser)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/login?error={code}", answer.Headers.Location!.ToString());
        Assert.DoesNotContain("taskrelay", browser.Cookies.Keys);
    }
}
