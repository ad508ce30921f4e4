using System.Net;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>The App's setup address believes GitHub, not the query.</summary>
public sealed class InstalledTests : IAsyncLifetime
{
    private const string Path = "/api/auth/github/installed";

    private Dashboard _dashboard = null!;
    private long _own;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _own = _dashboard.GitHub.State.Install("octo", _dashboard.RepositoryId).Id;
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task An_installation_that_GitHub_lists_for_the_person_is_recorded_once()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        for (var time = 0; time < 2; time++)
        {
            using var answer = await browser.GetAsync($"{Path}?installation_id={_own}&setup_action=install");
            Expect(answer, "/repositories");
        }

        var octo = _dashboard.GitHub.State.User("octo");
        var writer = _dashboard.GitHub.State.User("writer").Id;
        var row = await _dashboard.Relay.ReadAsync(db => db.Installations.SingleAsync());
        Assert.Equal((_own, octo.Id, "octo", "Organization", writer), (row.Id, row.AccountId, row.AccountLogin, row.AccountType, row.RecordedById));
        Assert.Equal([("installation_recorded", $"installation {_own} on octo", "done")], await AuditAsync());

        using var page = await browser.GetAsync("/repositories");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains($"installation {_own}", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = await _dashboard.SignInAsync("reader");
        using var empty = await other.GetAsync("/repositories");
        Assert.DoesNotContain($"installation {_own}", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_or_unknown_installation_is_not_recorded()
    {
        using var browser = await _dashboard.SignInAsync("stranger");
        foreach (var id in new[] { _own, 999_999_999L })
        {
            using var answer = await browser.GetAsync($"{Path}?installation_id={id}&setup_action=install");
            Expect(answer, "/repositories?error=installation_not_listed");
        }

        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.Installations.CountAsync()));
        Assert.Equal(
            [("installation_recorded", $"installation {_own}", "installation_not_listed"), ("installation_recorded", "installation 999999999", "installation_not_listed")],
            await AuditAsync());
        using var page = await browser.GetAsync("/repositories?error=installation_not_listed");
        Assert.Contains("GitHub does not list that installation for you", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "installation_invalid")]
    [InlineData("?installation_id=", "installation_invalid")]
    [InlineData("?installation_id=abc", "installation_invalid")]
    [InlineData("?installation_id=0", "installation_invalid")]
    [InlineData("?installation_id=-1", "installation_invalid")]
    [InlineData("?installation_id=%2B1", "installation_invalid")]
    [InlineData("?installation_id=1.0", "installation_invalid")]
    [InlineData("?installation_id=99999999999999999999", "installation_invalid")]
    [InlineData("?installation_id=1&installation_id=2", "installation_invalid")]
    [InlineData("?installation_id=%EF%BC%91", "installation_invalid")]
    [InlineData("?setup_action=install", "installation_invalid")]
    [InlineData("?setup_action=request", "installation_requested")]
    public async Task Without_a_number_nobody_is_asked_and_the_page_says_why(string query, string code)
    {
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Ledger.Clear();
        using var answer = await browser.GetAsync(Path + query);
        Expect(answer, $"/repositories?error={code}");
        Assert.Empty(_dashboard.GitHub.Ledger.Entries);
        using var page = await browser.GetAsync($"/repositories?error={code}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Nobody_signed_in_goes_to_sign_in_and_comes_back_here()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        var here = $"{Path}?installation_id={_own}&setup_action=install";
        using var challenge = await browser.GetAsync(here);
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        using var gitHub = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var authorized = await gitHub.GetAsync(challenge.Headers.Location + "&as=writer");
        using var back = await browser.GetAsync(authorized.Headers.Location!.PathAndQuery);
        Expect(back, here);
        using var answer = await browser.GetAsync(here);
        Expect(answer, "/repositories");
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.Installations.CountAsync()));
    }

    [Fact]
    public async Task An_App_that_asks_for_sign_in_while_it_is_installed_comes_here_too_without_its_code()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.GetAsync($"/api/auth/github/callback?code=unasked&installation_id={_own}&setup_action=install");
        Expect(answer, $"{Path}?installation_id={_own}&setup_action=install");
        Assert.DoesNotContain(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/login/oauth/access_token");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task While_GitHub_can_not_be_asked_nothing_is_said_about_the_installation(int status)
    {
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Faults.Add(Fault.ServerError("^/user/installations$", status));
        using var answer = await browser.GetAsync($"{Path}?installation_id={_own}");
        Expect(answer, "/repositories?error=github_unavailable");
        Assert.Empty(await AuditAsync());
        using var again = await browser.GetAsync($"{Path}?installation_id={_own}");
        Expect(again, "/repositories");
    }

    [Fact]
    public async Task A_token_that_GitHub_refuses_means_to_sign_in_again()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.RevokeGrant("writer");
        using var answer = await browser.GetAsync($"{Path}?installation_id={_own}");
        Expect(answer, $"/login?error=sign_in_over&returnUrl={Uri.EscapeDataString($"{Path}?installation_id={_own}")}");
        using var after = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(after, 401, "not_signed_in");
    }

    private static void Expect(HttpResponseMessage answer, string location)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.GetValues("Location").Single());
    }

    private async Task<IEnumerable<(string, string?, string)>> AuditAsync() =>
        (await _dashboard.Relay.ReadAsync(db => db.AuditEntries.Where(line => line.Action == "installation_recorded").OrderBy(line => line.Id).ToListAsync()))
        .Select(line => (line.Action, line.Target, line.Outcome));
}
