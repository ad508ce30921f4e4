using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Diagnostics;

/// <summary>The start-up check: what it finds, and who is told.</summary>
public sealed class StartupCheckTests : IAsyncLifetime
{
    private const string Path = "/api/startup/check";

    // A little behind: sixty-one seconds on, tokens that are made to be a minute old must not come from the simulator's future.
    private FakeTimeProvider _clock = new(DateTimeOffset.UtcNow.AddSeconds(-5));
    private readonly List<IAsyncDisposable> _started = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _started)
        {
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task Everything_is_told_to_an_administrator_and_only_the_status_to_others()
    {
        var dashboard = await StartAsync();
        using var administrator = await dashboard.SignInAsync("maintainer");
        var report = await ReadAsync(administrator, 200);
        Assert.Equal(["status", "version", "checks"], report.EnumerateObject().Select(member => member.Name));
        Assert.NotEqual("not_ready", report.GetProperty("status").GetString());
        Assert.Matches("^\\d+\\.\\d+\\.\\d+", report.GetProperty("version").GetString());
        var checks = report.GetProperty("checks").EnumerateArray().ToList();
        Assert.All(checks, check => Assert.Equal(["name", "status", "required", "message", "remedy"], check.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(
            [
                "administrators", "admission", "clock", "configuration", "database", "disk_space", "encryption_keys", "github_app", "github_app_accepted",
                "github_app_permissions", "github_webhook", "migrations", "oauth_client", "public_url", "runner", "sandbox", "webhook_secret",
            ],
            checks.Select(check => check.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.All(
            new[] { "database", "migrations", "encryption_keys", "webhook_secret", "github_app", "github_app_accepted", "oauth_client", "runner" },
            name => Assert.Equal(("pass", true), (Status(report, name), Check(report, name).GetProperty("required").GetBoolean())));
        Assert.Equal("pass", Status(report, "github_app_permissions"));
        Assert.Equal("pass", Status(report, "clock"));
        Assert.DoesNotContain(dashboard.GitHub.App.WebhookSecret, report.ToString(), StringComparison.Ordinal);

        using var writer = await dashboard.SignInAsync("writer");
        foreach (var other in new[] { await ReadAsync(writer, 200), JsonDocument.Parse(await dashboard.Relay.Client.GetStringAsync(Path)).RootElement })
        {
            Assert.Equal(JsonValueKind.Null, other.GetProperty("checks").ValueKind);
            Assert.Equal(report.GetProperty("status").GetString(), other.GetProperty("status").GetString());
        }
    }

    [Theory]
    [InlineData("GitHub:WebhookSecret", "webhook_secret")]
    [InlineData("GitHub:AppId", "github_app")]
    [InlineData("GitHub:PrivateKey", "github_app")]
    [InlineData("Runners:Local:Command", "runner")]
    public async Task Without_what_is_required_the_answer_is_503_and_names_it(string key, string check)
    {
        var dashboard = await StartAsync((key, key == "Runners:Local:Command" ? "/nowhere/worker --run" : ""));
        using var anonymous = await dashboard.Relay.Client.GetAsync(Path);
        Assert.Equal(503, (int)anonymous.StatusCode);
        Assert.Equal("application/json", anonymous.Content.Headers.ContentType!.MediaType);

        using var administrator = await dashboard.SignInAsync("maintainer");
        var report = await ReadAsync(administrator, 503);
        Assert.Equal("not_ready", report.GetProperty("status").GetString());
        Assert.Equal("fail", Status(report, check));
        Assert.False(string.IsNullOrEmpty(Check(report, check).GetProperty("remedy").GetString()));

        // Not ready for work, but a load balancer may still send people here.
        using var ready = await dashboard.Relay.Client.GetAsync("/health/ready");
        Assert.Equal(200, (int)ready.StatusCode);
    }

    [Fact]
    public async Task An_app_that_GitHub_refuses_fails_and_one_that_GitHub_could_not_be_asked_about_is_a_warning()
    {
        // Minutes will pass here and not on GitHub, which refuses tokens from the future.
        _clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-4));
        // Accounts are named, so that only the check asks for the App: the comment check would ask for its owner.
        var dashboard = await StartAsync(("Admission:Accounts:0", "*"));
        using var administrator = await dashboard.SignInAsync("maintainer");
        dashboard.GitHub.Faults.Add(Fault.BadCredentials("^/app$"));
        Assert.Equal("fail", Status(await ReadAsync(administrator, 503), "github_app_accepted"));

        // Kept for a minute: the fault is used up, and GitHub is not asked yet.
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("fail", Status(await ReadAsync(administrator, 503), "github_app_accepted"));
        dashboard.GitHub.Faults.Add(Fault.ServerError("^/app$"));
        _clock.Advance(TimeSpan.FromSeconds(31));
        var unasked = await ReadAsync(administrator, 200);
        Assert.Equal("warn", Status(unasked, "github_app_accepted"));
        Assert.Equal("degraded", unasked.GetProperty("status").GetString());

        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("pass", Status(await ReadAsync(administrator, 200), "github_app_accepted"));
        Assert.Equal(3, dashboard.GitHub.Ledger.Entries.Count(entry => entry.Path == "/app"));
    }

    [Fact]
    public async Task What_the_app_lacks_and_where_its_webhooks_go_is_told()
    {
        var dashboard = await StartAsync();
        using var administrator = await dashboard.SignInAsync("maintainer");
        var app = dashboard.GitHub.App;
        app.Permissions = new Dictionary<string, string> { ["metadata"] = "read", ["contents"] = "read", ["issues"] = "write", ["pull_requests"] = "write" };
        app.Events = ["issues", "pull_request"];
        app.WebhookUrl = new Uri("https://elsewhere.example/api/webhooks/github?token=abc");
        var report = await ReadAsync(administrator, 200);
        var message = Message(report, "github_app_permissions");
        Assert.Equal("warn", Status(report, "github_app_permissions"));
        Assert.Contains("contents: write", message, StringComparison.Ordinal);
        Assert.Contains("issue_comment", message, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request", message, StringComparison.Ordinal);
        Assert.Equal("warn", Status(report, "github_webhook"));
        Assert.Contains("elsewhere.example", Message(report, "github_webhook"), StringComparison.Ordinal);
        Assert.DoesNotContain("token=abc", report.ToString(), StringComparison.Ordinal);

        app.WebhookUrl = null;
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains("no webhook address", Message(await ReadAsync(administrator, 200), "github_webhook"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_does_not_arrive_is_found_in_GitHubs_own_list()
    {
        var dashboard = await StartAsync();
        using var administrator = await dashboard.SignInAsync("maintainer");
        dashboard.GitHub.App.WebhookUrl = new Uri(dashboard.Address, "/api/webhooks/github");
        Assert.Equal("pass", Status(await ReadAsync(administrator, 200), "github_webhook"));

        // Signed with GitHub's secret, which is not the one that the relay was given.
        var posted = await dashboard.GitHub.State.CommentAsync(Dashboard.Repository, 1, "writer", "@taskrelay status");
        await posted.Delivery!.Completion;
        _clock.Advance(TimeSpan.FromSeconds(61));
        var report = await ReadAsync(administrator, 200);
        Assert.Equal("warn", Status(report, "github_webhook"));
        Assert.Contains("401", Message(report, "github_webhook"), StringComparison.Ordinal);
        Assert.Contains("secrets differ", Check(report, "github_webhook").GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_told()
    {
        var dashboard = await StartAsync();
        using var administrator = await dashboard.SignInAsync("maintainer");
        _clock.Advance(TimeSpan.FromMinutes(2));
        var report = await ReadAsync(administrator, 503);
        Assert.Equal("warn", Status(report, "clock"));
        Assert.Contains("ahead of", Message(report, "clock"), StringComparison.Ordinal);
        Assert.Equal("fail", Status(report, "github_app_accepted"));
    }

    [Fact]
    public async Task Misspelt_keys_and_a_sandbox_that_is_off_are_told()
    {
        var dashboard = await StartAsync(("GitHub:WebhookSecrets", "oops"), ("Runners:Local:Sandbox", "none"));
        using var administrator = await dashboard.SignInAsync("maintainer");
        var report = await ReadAsync(administrator, 200);
        Assert.Equal("warn", Status(report, "configuration"));
        Assert.Contains("GitHub:WebhookSecrets (is GitHub:WebhookSecret meant?)", Message(report, "configuration"), StringComparison.Ordinal);
        Assert.DoesNotContain("oops", report.ToString(), StringComparison.Ordinal);
        Assert.Equal("warn", Status(report, "sandbox"));
        Assert.Contains("private key", Message(report, "sandbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_encryption_keys_take_the_app_out_of_the_load_balancer()
    {
        var dashboard = await StartAsync();
        using var administrator = await dashboard.SignInAsync("maintainer");
        var folder = dashboard.Get<Web.Diagnostics.Startup.KeyProbe>().Folder!;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead);
        var open = await ReadAsync(administrator, 200);
        Assert.Equal("warn", Status(open, "encryption_keys"));
        Assert.Contains("chmod 700", Check(open, "encryption_keys").GetProperty("remedy").GetString(), StringComparison.Ordinal);

        Directory.Delete(folder, recursive: true);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("fail", Status(await ReadAsync(administrator, 503), "encryption_keys"));
        using var ready = await dashboard.Relay.Client.GetAsync("/health/ready");
        await Problems.ExpectAsync(ready, 503, "keys_unavailable");
    }

    [Fact]
    public async Task A_lost_database_takes_the_app_out_of_the_load_balancer()
    {
        var dashboard = await StartAsync();
        File.Delete(dashboard.Get<IStoreProbe>().File!);
        using var ready = await dashboard.Relay.Client.GetAsync("/health/ready");
        await Problems.ExpectAsync(ready, 503, "store_unavailable");
        using var check = await dashboard.Relay.Client.GetAsync(Path);
        Assert.Equal(503, (int)check.StatusCode);
    }

    private async Task<Dashboard> StartAsync(params (string Key, string Value)[] more)
    {
        var dashboard = await Dashboard.StartAsync(
            gitHub => new Dictionary<string, string?>
            {
                ["GitHub:AppId"] = $"{gitHub.App.AppId}",
                ["GitHub:AppSlug"] = gitHub.App.Slug,
                ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
            }.Concat(more.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))),
            _clock);
        _started.Add(dashboard);
        return dashboard;
    }

    private static async Task<JsonElement> ReadAsync(TestBrowser browser, int status)
    {
        using var answer = await browser.GetAsync(Path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static JsonElement Check(JsonElement report, string name) =>
        report.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);

    private static string? Status(JsonElement report, string name) => Check(report, name).GetProperty("status").GetString();

    private static string? Message(JsonElement report, string name) => Check(report, name).GetProperty("message").GetString();
}
