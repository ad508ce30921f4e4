using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>Sessions live on the server: they end there, change hands nowhere, and keep their tokens sealed.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Signing_out_ends_the_session_for_a_copied_cookie_too()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var copy = browser.Cookies["taskrelay"];
        using (var answer = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout"))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        Assert.DoesNotContain("taskrelay", browser.Cookies.Keys);
        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.Sessions.CountAsync()));
        browser.Cookies["taskrelay"] = copy;
        using var after = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(after, 401, "not_signed_in");
    }

    [Fact]
    public async Task A_sign_in_gets_a_key_of_its_own_and_ends_the_session_that_was_there()
    {
        // The fixation attack: somebody plants their own session's cookie and waits for the victim to sign in.
        using var attacker = await _dashboard.SignInAsync("reader");
        using var victim = new TestBrowser(_dashboard.Address);
        victim.Cookies["taskrelay"] = attacker.Cookies["taskrelay"];
        using (await victim.SignInAsync("maintainer"))
        {
        }

        Assert.NotEqual(attacker.Cookies["taskrelay"], victim.Cookies["taskrelay"]);
        using var planted = await attacker.GetAsync("/api/tasks");
        await Problems.ExpectAsync(planted, 401, "not_signed_in");
        var maintainer = _dashboard.GitHub.State.User("maintainer").Id;
        Assert.Equal(maintainer, await _dashboard.Relay.ReadAsync(db => db.Sessions.Select(session => session.UserId).SingleAsync()));
    }

    [Fact]
    public async Task The_store_holds_neither_the_key_nor_the_token()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var row = await _dashboard.Relay.ReadAsync(db => db.Sessions.SingleAsync());
        Assert.Equal(32, row.KeyHash.Length);
        Assert.DoesNotContain("ghu_", Encoding.Latin1.GetString(row.AccessToken), StringComparison.Ordinal);
        Assert.DoesNotContain("ghr_", Encoding.Latin1.GetString(row.RefreshToken!), StringComparison.Ordinal);
        var opened = Assert.IsType<OpenedToken.Readable>(_dashboard.Get<UserTokenVault>().Open(row.AccessToken));
        Assert.StartsWith("ghu_", opened.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_session_is_over()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        await ChangeAsync(session => session.ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1));
        using var answer = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(answer, 401, "not_signed_in");
    }

    [Fact]
    public async Task A_session_in_use_is_prolonged_under_the_same_key()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var soon = DateTimeOffset.UtcNow.AddHours(5);
        await ChangeAsync(session => session.ExpiresAt = soon);
        using var answer = await browser.GetAsync("/api/tasks");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var row = await _dashboard.Relay.ReadAsync(db => db.Sessions.SingleAsync());
        Assert.True(row.ExpiresAt > soon.AddDays(6), $"{row.ExpiresAt}");
    }

    [Fact]
    public async Task Callers_at_the_same_moment_renew_an_expired_token_once()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        await ChangeAsync(session => session.AccessTokenExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        var caller = await CallerAsync();
        var tokens = _dashboard.Get<UserTokens>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.OfAsync(caller, CancellationToken.None)));
        Assert.Single(answers.Select(answer => Assert.IsType<GitHubAnswer<string>.Ok>(answer).Value).Distinct());
        Assert.Single(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/login/oauth/access_token" && entry.Body.Contains("refresh_token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_renewal_ends_the_session()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        await ChangeAsync(session =>
        {
            session.AccessTokenExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1);
            session.RefreshToken = _dashboard.Get<UserTokenVault>().Seal("ghr_unknown");
        });
        using var first = await browser.GetAsync("/api/tasks");
        using var second = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(second, 401, "not_signed_in");
    }

    [Fact]
    public async Task An_administrators_login_stays_with_the_account_that_had_it_first()
    {
        var first = await StoreAsync(11, "maintainer");
        Assert.True(first.IsAdministrator);

        // Renamed, it keeps its rights; whoever takes the freed login gets none.
        var renamed = await StoreAsync(11, "elsewhere");
        var taker = await StoreAsync(12, "Maintainer");
        Assert.True(renamed.IsAdministrator);
        Assert.False(taker.IsAdministrator);
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("7, @Other-Login , 12", true)]
    [InlineData("13", false)]
    [InlineData("", false)]
    public async Task Administrators_may_be_named_by_id_in_one_string(string configured, bool expected)
    {
        await using var other = await Dashboard.StartAsync(new Dictionary<string, string?> { ["Administrators"] = configured });
        var key = await other.Get<SessionStore>().StoreAsync(Ticket(12, "somebody"));
        var (caller, _) = (await other.Get<SessionQueries>().FindAsync(SessionKey.Hash(key), CancellationToken.None))!.Value;
        Assert.Equal(expected, caller.IsAdministrator);
    }

    [Fact]
    public void The_key_folder_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var keys = new KeyFolder(Path.Combine(folder.Path, "keys"), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        keys.StoreElement(new System.Xml.Linq.XElement("key"), "key-1");
        Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(Path.Combine(folder.Path, "keys")), 8));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "keys")));
        Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(file), 8));
    }

    private static AuthenticationTicket Ticket(long id, string login)
    {
        var identity = new ClaimsIdentity("GitHub");
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, $"{id}"));
        identity.AddClaim(new Claim(ClaimTypes.Name, login));
        var properties = new AuthenticationProperties();
        properties.StoreTokens([new AuthenticationToken { Name = "access_token", Value = "ghu_x" }]);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, "GitHub");
    }

    private async Task<Caller> StoreAsync(long id, string login)
    {
        var key = await _dashboard.Get<SessionStore>().StoreAsync(Ticket(id, login));
        return (await _dashboard.Get<SessionQueries>().FindAsync(SessionKey.Hash(key), CancellationToken.None))!.Value.Caller;
    }

    private async Task<Caller> CallerAsync()
    {
        var row = await _dashboard.Relay.ReadAsync(db => db.Sessions.SingleAsync());
        return (await _dashboard.Get<SessionQueries>().FindAsync(row.KeyHash, CancellationToken.None))!.Value.Caller;
    }

    private Task ChangeAsync(Action<UserSession> change) => _dashboard.Get<IWriteGate>().WriteAsync(
        async (scope, token) =>
        {
            change(await scope.Db.Sessions.SingleAsync(token));
            await scope.Db.SaveChangesAsync(token);
        },
        CancellationToken.None);
}
