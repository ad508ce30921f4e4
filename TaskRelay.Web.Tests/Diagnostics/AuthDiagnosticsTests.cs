using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Diagnostics;

/// <summary>What a person learns of their sign-in, the App and the webhook: asked of GitHub, not guessed.</summary>
public sealed class AuthDiagnosticsTests : IAsyncLifetime
{
    private const string Path = "/api/auth/diagnostics";

    private Dashboard _dashboard = null!;
    private long _installation;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await StartAsync();
        _installation = _dashboard.GitHub.State.Install("octo", _dashboard.RepositoryId).Id;
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task All_is_well_and_nothing_is_missing_from_the_answer()
    {
        using var browser = await _dashboard.SignInAsync("maintainer");
        var answer = await browser.GetJsonAsync(Path);
        var maintainer = _dashboard.GitHub.State.User("maintainer").Id;
        Assert.Equal(["user", "token", "app", "installations", "webhook", "problems"], Names(answer));
        Assert.Equal($$"""{"id":{{maintainer}},"login":"maintainer","name":"Mai Ntainer","isAdministrator":true}""", answer.GetProperty("user").GetRawText());
        Assert.True(answer.GetProperty("token").GetProperty("valid").GetBoolean());
        Assert.EndsWith("Z", answer.GetProperty("token").GetProperty("expiresAt").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            $$"""{"configured":true,"slug":"taskrelay","callbackUrl":"{{_dashboard.Address}}api/auth/github/callback","webhookUrl":"{{_dashboard.Address}}api/webhooks/github"}""",
            answer.GetProperty("app").GetRawText());
        Assert.Equal(
            $$"""{"count":1,"items":[{"id":{{_installation}},"account":"octo","accountType":"Organization","repositorySelection":"selected","suspended":false,"url":"{{_dashboard.GitHub.Url}}organizations/octo/settings/installations/{{_installation}}"}]}""",
            answer.GetProperty("installations").GetRawText());
        Assert.Equal("""{"secretConfigured":true,"lastDeliveryAt":null,"lastDeliveryOutcome":null}""", answer.GetProperty("webhook").GetRawText());
        Assert.Empty(Codes(answer));
        Assert.DoesNotContain("ghu_", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_delivery_is_shown_with_what_was_decided()
    {
        using var browser = await _dashboard.SignInAsync("reader");
        var ping = new SignedWebhook { Event = "ping", Body = """{"zen":"Speak like a human."}"""u8.ToArray(), Secret = RelayHost.Secret };
        using var pong = await _dashboard.Relay.Client.SendAsync(ping.ToRequest());
        Assert.Equal(HttpStatusCode.OK, pong.StatusCode);
        var webhook = (await browser.GetJsonAsync(Path)).GetProperty("webhook");
        Assert.Equal("pong", webhook.GetProperty("lastDeliveryOutcome").GetString());
        Assert.EndsWith("Z", webhook.GetProperty("lastDeliveryAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_401()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.GetAsync(Path);
        await Problems.ExpectAsync(answer, 401, "not_signed_in");
    }

    [Fact]
    public async Task A_revoked_token_is_false_and_a_GitHub_that_fails_is_null()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Faults.Add(Fault.ServerError("^/user", 502, times: 2));
        var unknown = await browser.GetJsonAsync(Path);
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("token").GetProperty("valid").ValueKind);
        Assert.Equal("""{"count":null,"items":[]}""", unknown.GetProperty("installations").GetRawText());
        Assert.Equal(["github_unavailable"], Codes(unknown));

        _dashboard.GitHub.RevokeGrant("writer");
        var refused = await browser.GetJsonAsync(Path);
        Assert.False(refused.GetProperty("token").GetProperty("valid").GetBoolean());
        Assert.Equal(["token_invalid"], Codes(refused));
    }

    [Fact]
    public async Task A_token_that_the_keys_no_longer_open_is_named_as_such()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        await _dashboard.Get<IWriteGate>().WriteAsync(
            (scope, token) => scope.Db.Sessions.ExecuteUpdateAsync(set => set.SetProperty(session => session.AccessToken, new byte[64]), token), CancellationToken.None);
        var answer = await browser.GetJsonAsync(Path);
        Assert.False(answer.GetProperty("token").GetProperty("valid").GetBoolean());
        Assert.Equal(["token_unreadable"], Codes(answer));
    }

    [Fact]
    public async Task Installations_that_are_missing_or_suspended_are_problems_with_a_remedy()
    {
        using var stranger = await _dashboard.SignInAsync("stranger");
        var none = await stranger.GetJsonAsync(Path);
        Assert.Equal("""{"count":0,"items":[]}""", none.GetProperty("installations").GetRawText());
        Assert.Equal(["app_not_installed"], Codes(none));
        Assert.Contains("/apps/taskrelay/installations/new", none.GetProperty("problems")[0].GetProperty("remedy").GetString(), StringComparison.Ordinal);

        _dashboard.GitHub.State.Suspend(_installation);
        using var writer = await _dashboard.SignInAsync("writer");
        var suspended = await writer.GetJsonAsync(Path);
        Assert.True(suspended.GetProperty("installations").GetProperty("items")[0].GetProperty("suspended").GetBoolean());
        Assert.Equal(["installation_suspended"], Codes(suspended));
    }

    [Fact]
    public async Task What_is_not_configured_is_named_and_files_only_to_administrators()
    {
        await using var bare = await StartAsync(new()
        {
            ["GitHub:PrivateKey"] = null,
            ["GitHub:PrivateKeyPath"] = "/nowhere/key.pem",
            ["GitHub:WebhookSecret"] = "",
        });
        bare.GitHub.State.Install("octo", bare.RepositoryId);
        using var writer = await bare.SignInAsync("writer");
        var answer = await writer.GetJsonAsync(Path);
        Assert.False(answer.GetProperty("app").GetProperty("configured").GetBoolean());
        Assert.False(answer.GetProperty("webhook").GetProperty("secretConfigured").GetBoolean());
        Assert.Equal(["app_not_configured", "app_misconfigured", "webhook_not_configured"], Codes(answer));
        Assert.DoesNotContain("/nowhere", answer.GetRawText(), StringComparison.Ordinal);
        using var administrator = await bare.SignInAsync("maintainer");
        Assert.Contains("/nowhere", (await administrator.GetJsonAsync(Path)).GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<Dashboard> StartAsync(Dictionary<string, string?>? more = null)
    {
        // The key belongs to the App of whichever simulator this process runs: they share it.
        await using var any = await TaskRelay.Simulator.SimulatorHost.StartAsync(new TaskRelay.Simulator.SimulatorOptions());
        var settings = new Dictionary<string, string?>
        {
            ["GitHub:AppId"] = $"{any.App.AppId}",
            ["GitHub:AppSlug"] = any.App.Slug,
            ["GitHub:PrivateKey"] = any.App.PrivateKeyPem,
        };
        foreach (var (key, value) in more ?? [])
        {
            settings[key] = value;
        }

        return await Dashboard.StartAsync(settings);
    }

    private static string[] Codes(JsonElement answer) =>
        [.. answer.GetProperty("problems").EnumerateArray().Select(problem =>
        {
            Assert.Equal(["code", "message", "remedy"], Names(problem));
            return problem.GetProperty("code").GetString()!;
        })];

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];
}
