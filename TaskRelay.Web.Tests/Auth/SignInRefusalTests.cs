using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Pages;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>Every way in which a sign-in must not come about, and what the person hears.</summary>
public sealed class SignInRefusalTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync(clock: _clock);

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("&state=")]
    [InlineData("&state=forged")]
    [InlineData("&state=a&state=b")]
    [InlineData("&error=access_denied")]
    public async Task A_missing_or_forged_state_is_refused(string more)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        var code = QueryHelpers.ParseQuery(back.Query)["code"];
        using var answer = await browser.GetAsync($"/api/auth/github/callback?code={code}{more}");
        await ExpectAsync(answer, "state_invalid", browser);
    }

    [Fact]
    public async Task A_sign_in_that_another_browser_began_is_refused()
    {
        using var mine = new TestBrowser(_dashboard.Address);
        using var theirs = new TestBrowser(_dashboard.Address);
        var back = await mine.AuthorizeAsync("writer");
        await theirs.AuthorizeAsync("writer");
        using var answer = await theirs.GetAsync(back.PathAndQuery);
        await ExpectAsync(answer, "state_invalid", theirs);
    }

    [Fact]
    public async Task A_sign_in_is_over_after_ten_minutes_whatever_the_browser_kept()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        _clock.Offset = TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1);
        using var answer = await browser.GetAsync(back.PathAndQuery);
        await ExpectAsync(answer, "state_invalid", browser);
    }

    [Fact]
    public async Task A_state_works_once_even_with_its_cookie_kept_and_a_fresh_code()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        var kept = new Dictionary<string, string>(browser.Cookies);
        using var first = await browser.GetAsync(back.PathAndQuery);
        Assert.Equal("/", first.Headers.Location!.ToString());

        using var thief = new TestBrowser(_dashboard.Address);
        foreach (var (name, value) in kept)
        {
            thief.Cookies[name] = value;
        }

        var code = QueryHelpers.ParseQuery((await thief.AuthorizeAsync("maintainer")).Query)["code"];
        var state = QueryHelpers.ParseQuery(back.Query)["state"].ToString();
        using var again = await thief.GetAsync($"/api/auth/github/callback?code={code}&state={Uri.EscapeDataString(state)}");
        await ExpectAsync(again, "state_invalid", thief);
    }

    [Fact]
    public async Task A_code_made_for_another_verifier_is_refused()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var first = QueryHelpers.ParseQuery((await browser.AuthorizeAsync("writer")).Query);
        var second = QueryHelpers.ParseQuery((await browser.AuthorizeAsync("maintainer")).Query);
        using var answer = await browser.GetAsync(
            $"/api/auth/github/callback?code={first["code"]}&state={Uri.EscapeDataString(second["state"].ToString())}");
        await ExpectAsync(answer, "exchange_failed", browser);
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused_in_another_sign_in()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var used = await browser.AuthorizeAsync("writer");
        using var first = await browser.GetAsync(used.PathAndQuery);
        using var other = new TestBrowser(_dashboard.Address);
        var state = QueryHelpers.ParseQuery((await other.AuthorizeAsync("writer")).Query)["state"].ToString();
        using var answer = await other.GetAsync(
            $"/api/auth/github/callback?code={QueryHelpers.ParseQuery(used.Query)["code"]}&state={Uri.EscapeDataString(state)}");
        await ExpectAsync(answer, "exchange_failed", other);
    }

    [Theory]
    [InlineData("error=access_denied", "access_denied")]
    [InlineData("error=application_suspended", "github_refused")]
    [InlineData("", "github_refused")]
    public async Task What_GitHubs_page_reports_is_told(string reported, string code)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var state = QueryHelpers.ParseQuery((await browser.AuthorizeAsync("writer")).Query)["state"].ToString();
        using var answer = await browser.GetAsync($"/api/auth/github/callback?{reported}&state={Uri.EscapeDataString(state)}");
        await ExpectAsync(answer, code, browser);
    }

    [Theory]
    [InlineData("/login/oauth/access_token", 500)]
    [InlineData("/login/oauth/access_token", 502)]
    [InlineData("/login/oauth/access_token", 429)]
    [InlineData("/user$", 500)]
    [InlineData("/user$", 502)]
    public async Task GitHub_failing_on_the_way_is_told(string path, int status)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        _dashboard.GitHub.Faults.Add(Fault.ServerError(path, status));
        using var answer = await browser.GetAsync(back.PathAndQuery);
        await ExpectAsync(answer, "github_unavailable", browser);
    }

    [Theory]
    [InlineData("/login/oauth/access_token")]
    [InlineData("/user$")]
    public async Task GitHub_not_answering_is_told(string path)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        _dashboard.GitHub.Faults.Add(new Fault { PathPattern = path, HangUntilCancelled = true });
        using var answer = await browser.GetAsync(back.PathAndQuery);
        await ExpectAsync(answer, "github_unavailable", browser);
    }

    [Theory]
    [InlineData("""{"login":"writer"}""")]
    [InlineData("""{"id":null,"login":"writer"}""")]
    [InlineData("""{"id":5,"login":""}""")]
    [InlineData("[]")]
    public async Task A_person_without_id_or_login_is_nobody(string user)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var back = await browser.AuthorizeAsync("writer");
        _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "/user$", Status = 200, Body = user });
        using var answer = await browser.GetAsync(back.PathAndQuery);
        await ExpectAsync(answer, "github_unavailable", browser);
    }

    [Fact]
    public async Task A_client_that_GitHub_does_not_know_is_the_operators_business()
    {
        await using var other = await Dashboard.StartAsync(new Dictionary<string, string?> { ["GitHub:ClientSecret"] = "wrong" });
        using var browser = new TestBrowser(other.Address);
        using var answer = await browser.SignInAsync("writer");
        Assert.Equal("/login?error=oauth_client_refused", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/api/auth/github")]
    [InlineData("/api/auth/github?returnUrl=/tasks")]
    [InlineData("/api/auth/github/callback?code=x&state=y")]
    [InlineData("/api/auth/github/installed?installation_id=1")]
    public async Task Without_a_client_the_login_page_says_so(string path)
    {
        await using var bare = await Dashboard.StartAsync(new Dictionary<string, string?> { ["GitHub:ClientSecret"] = "" });
        using var browser = new TestBrowser(bare.Address);
        using var answer = await browser.GetAsync(path);
        Assert.Equal("/login?error=oauth_not_configured", answer.Headers.Location!.ToString());
        using var page = await browser.GetAsync("/login?error=oauth_not_configured");
        Assert.Contains("TaskRelay is not set up yet", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_has_words_of_its_own()
    {
        var unknown = SignInWords.Of("never heard of");
        var words = SignInErrors.All.Select(SignInWords.Of).ToArray();
        Assert.DoesNotContain(unknown, words);
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task The_callback_takes_browsers_on_their_way_back_and_nothing_else(string method)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.SendAsync(new HttpMethod(method), "/api/auth/github/callback?code=x&state=y");
        await Problems.ExpectAsync(answer, 405, "method_not_allowed");
    }

    /// <summary>To the login page with the code, without a session, and with a line in the audit log.</summary>
    private async Task ExpectAsync(HttpResponseMessage answer, string code, TestBrowser browser)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/login?error={code}", answer.Headers.Location!.ToString());
        Assert.DoesNotContain("taskrelay", browser.Cookies.Keys);
        var last = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.OrderByDescending(line => line.Id).FirstAsync());
        Assert.Equal(("sign_in", code, "anonymous", "127.0.0.1"), (last.Action, last.Outcome, last.Actor, last.Address));
        Assert.DoesNotContain(_dashboard.GitHub.State.User("maintainer").Id, await _dashboard.Relay.ReadAsync(db => db.Sessions.Select(row => row.UserId).ToListAsync()));
    }
}
