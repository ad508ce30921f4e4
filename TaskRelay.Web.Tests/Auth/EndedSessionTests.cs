using System.Net;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>When a session ends its user token ends too, at GitHub as well, and nobody waits for that.</summary>
public sealed class EndedSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Signing_out_revokes_the_token_at_GitHub_also_when_GitHub_fails_at_first()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var token = await TokenAsync();
        Assert.True(_dashboard.GitHub.KnowsToken(token));
        _dashboard.GitHub.Faults.Add(Fault.ServerError("^/applications/", 502));
        await SignOutAsync(browser);
        await RevocationAsync(status: 204);
        Assert.False(_dashboard.GitHub.KnowsToken(token));
        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task Signing_out_does_not_wait_for_GitHub()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var hang = _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "^/applications/", HangUntilCancelled = true });
        await SignOutAsync(browser);
        await hang.Hit.WaitAsync(Patience);
        using var after = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(after, 401, "not_signed_in");
    }

    [Fact]
    public async Task A_replaced_session_takes_its_token_along()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var first = await TokenAsync();
        using var again = await browser.SignInAsync("writer");
        var second = await TokenAsync();
        await RevocationAsync(status: 204);
        Assert.False(_dashboard.GitHub.KnowsToken(first));
        Assert.True(_dashboard.GitHub.KnowsToken(second));
    }

    [Fact]
    public async Task Of_an_expired_token_what_would_renew_it_is_revoked()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var refresh = Open((await _dashboard.Relay.ReadAsync(db => db.Sessions.SingleAsync())).RefreshToken);
        await ChangeAsync(session => session.AccessTokenExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        await SignOutAsync(browser);
        var revoked = await RevocationAsync(status: 204);
        Assert.Contains("ghu_", revoked.Body, StringComparison.Ordinal);
        var answer = await _dashboard.Get<GitHubOAuthApi>().RefreshAsync((_dashboard.GitHub.App.ClientId, _dashboard.GitHub.App.ClientSecret), refresh, default);
        Assert.IsType<GitHubAnswer<GrantedTokens>.No>(answer);
    }

    [Fact]
    public async Task A_renewal_that_loses_to_a_sign_out_leaves_no_living_token()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        await ChangeAsync(session => session.AccessTokenExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        var caller = await CallerAsync();
        var held = new TaskCompletionSource();
        var renewal = _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "/login/oauth/access_token", OnHit = () => held.Task });
        var asked = _dashboard.Get<UserTokens>().OfAsync(caller, CancellationToken.None);
        await renewal.Hit.WaitAsync(Patience);

        // Ended without its tokens being handed over: what the renewal brings is all there is.
        await _dashboard.Get<IWriteGate>().WriteAsync((scope, token) => scope.Db.Sessions.ExecuteDeleteAsync(token), CancellationToken.None);
        held.SetResult();
        var renewed = Assert.IsType<GitHubAnswer<string>.Ok>(await asked).Value;
        await RevocationAsync(status: 204);
        Assert.False(_dashboard.GitHub.KnowsToken(renewed));
    }

    [Fact]
    public async Task A_grant_taken_back_on_GitHub_ends_the_session()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.RevokeGrant("writer");
        using var first = await browser.GetAsync("/api/tasks");
        using var second = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(second, 401, "not_signed_in");
    }

    [Fact]
    public async Task A_client_that_GitHub_refuses_ends_nobodys_session()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        await ChangeAsync(session => session.AccessTokenExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        _dashboard.GitHub.Faults.Add(new Fault
        {
            PathPattern = "/login/oauth/access_token",
            Status = 200,
            Body = """{"error":"incorrect_client_credentials"}""",
        });
        Assert.IsType<GitHubAnswer<string>.Unavailable>(await _dashboard.Get<UserTokens>().OfAsync(await CallerAsync(), CancellationToken.None));
        Assert.IsType<GitHubAnswer<string>.Ok>(await _dashboard.Get<UserTokens>().OfAsync(await CallerAsync(), CancellationToken.None));
    }

    [Fact]
    public async Task A_token_that_the_keys_no_longer_open_is_told_apart_from_none()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var vault = _dashboard.Get<UserTokenVault>();
        Assert.IsType<OpenedToken.Missing>(vault.Open(null));
        await ChangeAsync(session => session.AccessToken = [.. session.AccessToken[..^1], (byte)(session.AccessToken[^1] ^ 1)]);
        var standing = await _dashboard.Get<UserTokens>().StandingAsync(await CallerAsync(), CancellationToken.None);
        Assert.True(standing.IsUnreadable);
        Assert.IsType<GitHubAnswer<string>.No>(standing.Token);
    }

    [Theory]
    [InlineData("tampered")]
    [InlineData("")]
    [InlineData("CfDJ8")]
    public async Task A_cookie_that_this_server_did_not_make_signs_nobody_in(string cookie)
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var own = browser.Cookies["taskrelay"];
        browser.Cookies["taskrelay"] = cookie == "tampered" ? own[..^4] + (own.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA") : cookie;
        using var answer = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(answer, 401, "not_signed_in");
    }

    private static async Task SignOutAsync(TestBrowser browser)
    {
        using var answer = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private Task<LedgerEntry> RevocationAsync(int status) => _dashboard.GitHub.Ledger.WaitForAsync(
        entry => entry.Method == "DELETE" && entry.Path.StartsWith("/applications/", StringComparison.Ordinal) && entry.Status == status, Patience);

    private async Task<string> TokenAsync() => Open((await _dashboard.Relay.ReadAsync(db => db.Sessions.SingleAsync())).AccessToken);

    private string Open(byte[]? sealedToken) => Assert.IsType<OpenedToken.Readable>(_dashboard.Get<UserTokenVault>().Open(sealedToken)).Value;

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
