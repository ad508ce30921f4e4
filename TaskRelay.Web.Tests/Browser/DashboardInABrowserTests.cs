using System.Collections.Concurrent;
using Microsoft.Playwright;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>The pages in a real Chromium: signed in through the simulator, live, without a word on the console.</summary>
public sealed class DashboardInABrowserTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _complaints = [];
    private Dashboard _dashboard = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
        _context = await _browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = ColorScheme.Light });
        _context.SetDefaultTimeout(60_000);

        // Signals come within seconds, but an open page may look again only every five, on a machine that is busy.
        Assertions.SetDefaultExpectTimeout(60_000);
        _page = await _context.NewPageAsync();
        _page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        _page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_task_is_watched_from_its_comment_to_its_end()
    {
        await SignInAsync("writer");
        await Assertions.Expect(_page.GetByText("Your first task is a comment away")).ToBeVisibleAsync();

        // Comes in without a reload, in a list that was empty.
        var task = await _dashboard.AddTaskAsync(title: "Fix <b>the</b> flaky test");
        var row = _page.Locator($"[data-task='{task.Id}']");
        await Assertions.Expect(row).ToContainTextAsync("Fix <b>the</b> flaky test");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-status", "queued");
        await _dashboard.MoveAsync(task, RelayTaskStatus.Queued, RelayTaskStatus.Running);
        await Assertions.Expect(row).ToHaveAttributeAsync("data-status", "running");

        await row.ClickAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Fix <b>the</b> flaky test" })).ToBeVisibleAsync();
        await _dashboard.AddLogAsync(task, "stdout", 1, "\u001b[31mhello <script>window.owned = 1</script>\u001b[0m");
        await Assertions.Expect(_page.Locator(".log-text").Last).ToHaveTextAsync("hello <script>window.owned = 1</script>");
        await _dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Failed, new TaskError("agent_failed", "It broke."));
        await Assertions.Expect(_page.Locator(".badge-large")).ToHaveTextAsync("Failed");
        await Assertions.Expect(_page.GetByRole(AriaRole.Alert)).ToContainTextAsync("It broke.");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(_page.Locator(".badge-large")).ToHaveTextAsync("Queued");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Stop the task" }).ClickAsync();
        await Assertions.Expect(_page.Locator(".badge-large")).ToHaveTextAsync("Stopped");
        Assert.False(await _page.EvaluateAsync<bool>("'owned' in window"));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Rows_that_were_there_before_the_circuit_never_flicker()
    {
        await _dashboard.AddTaskAsync();
        await SignInAsync("writer");
        await _page.AddInitScriptAsync(
            """
            window.lost = 0; let seen = false;
            const look = () => {
              const rows = document.querySelectorAll('.rows .row[data-row]').length;
              if (rows) seen = true; else if (seen) window.lost++;
              requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            """);
        await _page.ReloadAsync();
        var later = await _dashboard.AddTaskAsync(title: "later");

        // Its coming shows that the circuit is up, and what was drawn before it has been replaced.
        await Assertions.Expect(_page.Locator($"[data-task='{later.Id}']")).ToBeVisibleAsync();
        Assert.Equal(0, await _page.EvaluateAsync<int>("window.lost"));
    }

    [Fact]
    public async Task The_filter_is_in_the_address_and_the_theme_is_kept()
    {
        await _dashboard.AddTaskAsync(title: "waits");
        await _dashboard.AddTaskAsync(title: "broke", status: RelayTaskStatus.Failed);
        await SignInAsync("writer");
        await _page.Locator(".chip", new() { HasText = "Failed" }).ClickAsync();
        await Assertions.Expect(_page.Locator(".row[data-row]")).ToHaveCountAsync(1);
        await Assertions.Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/tasks\?status=failed$"));
        await _page.ReloadAsync();
        await Assertions.Expect(_page.Locator(".row-title")).ToHaveTextAsync("broke");
        await _page.GoBackAsync();
        await Assertions.Expect(_page.Locator(".row[data-row]")).ToHaveCountAsync(2);

        var html = _page.Locator("html");
        await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", "light");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await _page.ReloadAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task An_open_page_leaves_when_its_session_ends_elsewhere()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        await SignInAsync("writer");
        await _page.Locator($"[data-task='{task.Id}']").ClickAsync();
        await Assertions.Expect(_page.Locator(".task-head")).ToBeVisibleAsync();
        var other = await _context.NewPageAsync();
        await other.GotoAsync($"{_dashboard.Address}tasks");

        // The menu is the page's before the circuit, and the circuit's after it: open it when that has come.
        var later = await _dashboard.AddTaskAsync(title: "later");
        await Assertions.Expect(other.Locator($"[data-task='{later.Id}']")).ToBeVisibleAsync();
        await other.Locator(".account summary").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(other.GetByText("You are signed out.")).ToBeVisibleAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        var task = await _dashboard.AddTaskAsync(title: new string('W', 120), status: RelayTaskStatus.Running);
        await _dashboard.AddLogAsync(task, "stdout", 1, new string('x', 2000));
        await _page.SetViewportSizeAsync(390, 844);
        await SignInAsync("writer");
        await Assertions.Expect(_page.Locator(".row[data-row]")).ToBeVisibleAsync();
        Assert.Equal(0, await OverflowAsync());
        await _page.Locator(".row[data-row]").ClickAsync();
        await Assertions.Expect(_page.Locator(".log-line")).ToBeVisibleAsync();
        Assert.Equal(0, await OverflowAsync());
    }

    private Task<int> OverflowAsync() =>
        _page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    private async Task SignInAsync(string login)
    {
        await _page.GotoAsync($"{_dashboard.Address}tasks");
        await _page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" }).ClickAsync();
        await _page.ClickAsync($"#as-{login}");
        await _page.ArriveAsync("**/tasks");
    }
}
