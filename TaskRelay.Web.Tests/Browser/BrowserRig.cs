using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.Webhooks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>One relay with a GitHub beside it, and one Chromium, for all tests of a class. Each test takes pages of its own.</summary>
public sealed class BrowserRig : IAsyncLifetime
{
    /// <summary>Signals come within seconds, but a machine that is busy may take its time.</summary>
    public const float Patience = 60_000;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private readonly ConcurrentDictionary<string, string> _signedIn = [];
    private RelayTask? _sample;
    private RelayTask? _ended;
    private Guid? _delivery;

    public Dashboard Dashboard { get; private set; } = null!;

    /// <summary>The relay's clock, which a test may set forward.</summary>
    public ShiftedClock Clock { get; } = new();

    /// <summary>A Chromium that fetches nothing by itself.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });

    public async ValueTask InitializeAsync()
    {
        Dashboard = await Dashboard.StartAsync(
            new Dictionary<string, string?> { ["RateLimits:PerUserPerMinute"] = "0", ["RateLimits:PerAddressPerMinute"] = "0" }, Clock, withApp: true);
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright);
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Dashboard.DisposeAsync();
    }

    /// <summary>A page of somebody who is signed in, with what its console and its policy complain of.</summary>
    public async Task<WatchedPage> OpenAsync(string? login, string path, ColorScheme scheme = ColorScheme.Light, int width = 1440, Uri? through = null)
    {
        var options = new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            StorageState = login is null ? null : await StateAsync(login),
        };
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var page = new WatchedPage(context, await context.NewPageAsync());
        await page.Page.AddInitScriptAsync(WatchedPage.Watch);
        await page.GoAsync(new Uri(through ?? Dashboard.Address, path));
        return page;
    }

    /// <summary>A running task with steps, beside one that waits and one that failed; made once.</summary>
    public async Task<RelayTask> SampleAsync()
    {
        if (_sample is { } known)
        {
            return known;
        }

        var wide = new string('W', 120);
        var task = await Dashboard.AddTaskAsync(title: $"Fix the flaky test {wide}", status: RelayTaskStatus.Running, change: one => one.ProgressPhase = "running_agent");
        await Dashboard.AddTaskAsync(by: "maintainer", title: "Of somebody who is listed among the users");
        await Dashboard.AddTaskAsync(title: "Waits", change: one => one.WaitReason = "2 of 2 tasks are running.");
        await Dashboard.AddTaskAsync(title: "Broke", status: RelayTaskStatus.Failed, change: one => (one.CostUsd, one.ErrorMessage) = (0.4, wide + wide));
        await Dashboard.AddLogAsync(task, "message", 1, "I'll look at **it**.");
        await Dashboard.AddLogAsync(task, "tool_call", 2, """Bash {"command":"npm test"}""");
        await Dashboard.AddLogAsync(task, "stderr", 3, "error: it broke " + wide);
        return _sample = task;
    }

    /// <summary>A task whose pull request has files, one of them changed in the middle; made once.</summary>
    public async Task<RelayTask> EndedSampleAsync()
    {
        if (_ended is { } known)
        {
            return known;
        }

        var pull = AddPull("sample", new() { ["greet.sh"] = "#!/bin/sh\necho \"Hello, $1\"\n", ["docs/greeting.md"] = "# Greeting\n\nSay it well.\n" });
        return _ended = await Dashboard.AddTaskAsync(title: "Has a pull request", status: RelayTaskStatus.Succeeded, change: task =>
            (task.Branch, task.BaseBranch, task.PullRequestNumber, task.PullRequestUrl) = ("sample", "main", pull, $"{Dashboard.GitHub.Url}octo/hello/pull/{pull}"));
    }

    /// <summary>A pull request of a branch with these files; its number.</summary>
    public int AddPull(string branch, Dictionary<string, string?> files)
    {
        Dashboard.GitHub.State.Commit(Auth.Dashboard.Repository, branch, files, "Change", "writer");
        return Dashboard.GitHub.State.AddPullRequest(Auth.Dashboard.Repository, branch, "Change", null, "writer").Number;
    }

    /// <summary>A webhook with a comment, as GitHub sends it; the id of its delivery.</summary>
    public async Task<Guid> SendAsync(string body, long comment, Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var payload = SignedWebhook.Comment(body, comment);
        change?.Invoke(payload);
        var webhook = new SignedWebhook { Body = Encoding.UTF8.GetBytes(payload.ToJsonString()), Secret = RelayHost.Secret };
        using var answer = await Dashboard.Relay.Client.SendAsync(webhook.ToRequest());
        Assert.True(answer.IsSuccessStatusCode);
        return Guid.Parse(webhook.Delivery!);
    }

    /// <summary>A delivery that was refused, with all that a page of one shows; made once.</summary>
    public async Task<Guid> SampleDeliveryAsync() => _delivery ??= await SendAsync("@taskrelay agent=nobody please", 4711);

    /// <summary>The cookie of a sign-in, made once for each person.</summary>
    private async Task<string> StateAsync(string login)
    {
        if (_signedIn.TryGetValue(login, out var known))
        {
            return known;
        }

        await using var context = await _browser.NewContextAsync();
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Dashboard.Address}login");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" }).ClickAsync();
        await page.ClickAsync($"#as-{login}");
        await page.ArriveAsync($"{Dashboard.Address}**");
        return _signedIn[login] = await context.StorageStateAsync();
    }
}
