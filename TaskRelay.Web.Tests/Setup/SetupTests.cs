using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Setup;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Setup;

/// <summary>The one-time code, the App by manifest and the first administrator, through the front door.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private FirstRun _run = null!;

    private Dashboard Dashboard => _run.Dashboard;

    public async ValueTask InitializeAsync() => _run = await FirstRun.StartAsync();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task A_first_start_prints_a_code_and_where_to_enter_it_and_keeps_only_a_hash()
    {
        var output = new StringWriter();
        await using var relay = await RelayHost.StartAsync(change: services => services.AddSingleton(new SetupConsole(output)));
        Assert.Contains($"{relay.Client.BaseAddress}setup", output.ToString(), StringComparison.Ordinal);
        var code = System.Text.RegularExpressions.Regex.Match(output.ToString(), "[2-9A-Z]{4}(-[2-9A-Z]{4}){3}").Value;
        Assert.Equal(19, code.Length);
        var stored = await relay.ReadAsync(db => db.StoredSettings.Where(row => row.Name.StartsWith("setup.")).Select(row => row.Value).SingleAsync());
        Assert.Equal(SetupCode.Hash(code), stored);
        using var browser = new TestBrowser(relay.Client.BaseAddress!);
        using var answer = await browser.PostFormAsync("/setup/code", ("code", $" {code.ToLowerInvariant().Replace('-', ' ')} "));
        Assert.Equal((HttpStatusCode.SeeOther, "/setup/start"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Whoever_holds_the_code_makes_the_app_signs_in_and_is_administrator_alone()
    {
        using var browser = await _run.EnterAsync();
        using (var created = await browser.GetAsync((await _run.CreateAppAsync(browser)).PathAndQuery))
        {
            Assert.Equal((HttpStatusCode.SeeOther, "/setup/start"), (created.StatusCode, created.Headers.Location?.ToString()));
        }

        // Stored, used at once, and only the plain parts of it readable.
        var app = Dashboard.GitHub.App;
        Assert.Equal((app.AppId, app.Slug, app.ClientId), (Dashboard.Get<GitHubAppSource>().Current.AppId, "relay-of-ours", Dashboard.Get<GitHubAppSource>().Current.ClientId));
        Assert.Equal("poll", Dashboard.Get<IOptionsMonitor<GitHubOptions>>().CurrentValue.Ingest);
        var rows = await Dashboard.Relay.ReadAsync(db => db.StoredSettings.ToListAsync());
        Assert.All(rows, row => Assert.DoesNotContain(app.ClientSecret, Encoding.Latin1.GetString(row.Value), StringComparison.Ordinal));
        Assert.All(rows, row => Assert.DoesNotContain("PRIVATE KEY", Encoding.Latin1.GetString(row.Value), StringComparison.Ordinal));

        // Somebody else's sign-in makes nobody administrator; the code's browser does, whatever was signed in there.
        using var stranger = await Dashboard.SignInAsync("stranger");
        Assert.False(await IsAdministratorAsync(stranger));
        using (var start = await browser.GetAsync("/setup/start"))
        {
            Assert.Contains("Sign in with GitHub", await start.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        browser.Cookies["taskrelay"] = stranger.Cookies["taskrelay"];
        using (var signedIn = await browser.SignInAsync("maintainer", "/setup"))
        {
            Assert.Equal("/setup", signedIn.Headers.Location?.ToString());
        }

        Assert.True(await IsAdministratorAsync(browser));
        Assert.DoesNotContain("taskrelay-setup", browser.Cookies.Keys);
        Assert.DoesNotContain(await Dashboard.Relay.ReadAsync(db => db.StoredSettings.ToListAsync()), row => row.Name.StartsWith("setup.code.", StringComparison.Ordinal));
        var actions = await Dashboard.Relay.ReadAsync(db => db.AuditEntries.Select(row => row.Action).ToListAsync());
        Assert.Contains(AuditActions.AdministratorMade, actions);
        Assert.Contains(AuditActions.GitHubAppMade, actions);

        // Set-up is closed now, to codes as to everybody but administrators.
        using var late = new TestBrowser(Dashboard.Address);
        using var refused = await late.PostFormAsync("/setup/code", ("code", await _run.NewCodeAsync()));
        Assert.Equal("/setup", refused.Headers.Location?.ToString());
        using var other = await Dashboard.SignInAsync("writer");
        Assert.False(await IsAdministratorAsync(other));
        using var forbidden = await other.PostFormAsync("/setup/app", ("owner", "user"), ("ingest", "poll"));
        Assert.Equal("/setup/start?error=not_allowed", forbidden.Headers.Location?.ToString());
        using var page = await other.GetAsync("/setup");
        Assert.Contains("Set-up is for administrators", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_from_github_counts_once_and_only_in_the_browser_that_asked()
    {
        using var browser = await _run.EnterAsync();
        var back = (await _run.CreateAppAsync(browser)).PathAndQuery;
        using var foreign = await _run.EnterAsync();
        using (var elsewhere = await foreign.GetAsync(back))
        {
            Assert.Equal("/setup/start?error=state_invalid", elsewhere.Headers.Location?.ToString());
        }

        // The foreign browser's code took the place of this one's: without a good one nothing is taken.
        using (var stale = await browser.GetAsync(back))
        {
            Assert.Equal("/setup/start?error=not_allowed", stale.Headers.Location?.ToString());
        }

        var second = (await _run.CreateAppAsync(foreign)).PathAndQuery;
        var cookie = foreign.Cookies["taskrelay-app"];
        using (var wrong = await foreign.GetAsync(second.Replace("state=", "state=x", StringComparison.Ordinal)))
        {
            Assert.Equal("/setup/start?error=state_invalid", wrong.Headers.Location?.ToString());
        }

        foreign.Cookies["taskrelay-app"] = cookie;
        using (var used = await foreign.GetAsync(second))
        {
            Assert.Equal("/setup/start", used.Headers.Location?.ToString());
        }

        foreign.Cookies["taskrelay-app"] = cookie;
        using var again = await foreign.GetAsync(second);
        Assert.Equal("/setup/start?error=state_invalid", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_code_that_github_does_not_know_and_a_silent_github_are_told_apart()
    {
        using var browser = await _run.EnterAsync();
        var back = await _run.CreateAppAsync(browser);
        var state = back.Query.Split("state=")[1];
        using (var unknown = await browser.GetAsync($"/setup/app/created?code=../../user&state={state}"))
        {
            Assert.Equal("/setup/start?error=app_code_expired", unknown.Headers.Location?.ToString());
        }

        var second = await _run.CreateAppAsync(browser);
        Dashboard.GitHub.Faults.Add(TaskRelay.Simulator.Faults.Fault.ServerError("^/app-manifests/", 502));
        using var silent = await browser.GetAsync(second.PathAndQuery);
        Assert.Equal("/setup/start?error=github_unavailable", silent.Headers.Location?.ToString());
        Assert.Null(Dashboard.Get<GitHubAppSource>().Current.AppId);
    }

    [Fact]
    public async Task Without_the_code_nothing_is_shown_and_guesses_are_held_off()
    {
        using var browser = new TestBrowser(Dashboard.Address);
        var code = await _run.NewCodeAsync();
        using (var login = await browser.GetAsync("/login?returnUrl=%2Fsetup"))
        {
            Assert.Equal("/setup/start", login.Headers.Location?.AbsolutePath ?? login.Headers.Location?.ToString());
        }

        using (var start = await browser.GetAsync("/setup/start"))
        {
            var html = await start.Content.ReadAsStringAsync();
            Assert.DoesNotContain("/setup/app", html, StringComparison.Ordinal);
            Assert.Contains("One-time code", html, StringComparison.Ordinal);
        }

        using (var wish = await browser.PostFormAsync("/setup/app", ("owner", "user"), ("ingest", "poll")))
        {
            Assert.Equal("/setup/start?error=not_allowed", wish.Headers.Location?.ToString());
        }

        for (var guess = 0; guess < SetupGuesses.PerMinute; guess++)
        {
            using var wrong = await browser.PostFormAsync("/setup/code", ("code", "2222-3333-4444-5555"));
            Assert.Equal("/setup/start?error=code_wrong", wrong.Headers.Location?.ToString());
        }

        using var held = await browser.PostFormAsync("/setup/code", ("code", code));
        Assert.Equal("/setup/start?error=code_limited", held.Headers.Location?.ToString());
        Assert.DoesNotContain("taskrelay-setup", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Only_the_page_that_leads_to_github_may_send_a_form_there()
    {
        using var browser = await _run.EnterAsync();
        using var odd = await browser.PostFormAsync("/setup/app", ("owner", "organization"), ("organization", "a/../b"), ("ingest", "poll"));
        Assert.Equal("/setup/start?error=form_invalid", odd.Headers.Location?.ToString());
        await _run.CreateAppAsync(browser);
        using var go = await browser.GetAsync("/setup/github");
        Assert.Contains($"form-action 'self' {Dashboard.GitHub.Url.GetLeftPart(UriPartial.Authority)};", PolicyOf(go), StringComparison.Ordinal);
        using var start = await browser.GetAsync("/setup/start");
        Assert.Contains("form-action 'self';", PolicyOf(start), StringComparison.Ordinal);
        using var crossed = await browser.SendAsync(HttpMethod.Post, "/setup/app", null, ("Sec-Fetch-Site", "cross-site"));
        await Problems.ExpectAsync(crossed, 403, "cross_origin");
    }

    [Fact]
    public async Task A_worker_that_never_calls_is_told_apart_from_one_that_does()
    {
        await using var mute = await FirstRun.StartAsync(new Dictionary<string, string?> { ["Runners:Local:Command"] = "cat >/dev/null; sleep 0.3; true" });
        var silent = await mute.Dashboard.Get<RunnerTrials>().RunAsync(1, TestContext.Current.CancellationToken);
        Assert.False(silent.Passed);
        Assert.Contains("never called this server", silent.Message, StringComparison.Ordinal);
        Assert.NotNull(silent.Remedy);
        await using var calling = await FirstRun.StartAsync(new Dictionary<string, string?>
        {
            ["Runners:Local:Command"] = $"dotnet '{Path.Combine(RelayProcess.AppFolder, "worker", "TaskRelay.Worker.dll")}'",
        });
        var seen = await calling.Dashboard.Get<RunnerTrials>().RunAsync(1, TestContext.Current.CancellationToken);
        Assert.True(seen.Passed, seen.Message);
        Assert.Same(seen, calling.Dashboard.Get<RunnerTrials>().Last);
    }

    private static string PolicyOf(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();

    private static async Task<bool> IsAdministratorAsync(TestBrowser browser)
    {
        using var answer = await browser.GetAsync("/api/audit");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
