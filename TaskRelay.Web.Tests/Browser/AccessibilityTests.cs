using Microsoft.Playwright;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>Every screen, in both themes and on a phone: axe-core, the way of Tab through it, and whether it jumps while it comes to life.</summary>
public sealed class AccessibilityTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    public static TheoryData<string, string?> Screens() => new()
    {
        { "login", null },
        { "login?error=access_denied", null },
        { "docs/api", null },
        { "not-found", null },
        { "", "maintainer" },
        { "", "reader" },
        { "tasks", "maintainer" },
        { "tasks?status=rejected&q=nothing", "maintainer" },
        { "tasks/new", "maintainer" },
        { "history", "maintainer" },
        { "repositories", "maintainer" },
        { "admin", "maintainer" },
        { "admin", "reader" },
        { "admin/deliveries", "maintainer" },
        { "admin/deliveries?q=nothing", "maintainer" },
        { "delivery", "maintainer" },
        { "admin/queue", "maintainer" },
        { "admin/users", "maintainer" },
        { "admin/audit", "maintainer" },
        { "admin/limits", "maintainer" },
        { "admin/retention", "maintainer" },
        { "repositories/octo/hello", "maintainer" },
        { "repositories/octo/hello", "writer" },
        { "tasks?sort=-cost", "maintainer" },
        { "help", "writer" },
        { "settings", "maintainer" },
        { "settings/credentials", "maintainer" },
        { "settings/runners", "maintainer" },
        { "settings/limits", "maintainer" },
        { "settings/tokens", "maintainer" },
        { "settings/notifications", "maintainer" },
        { "notifications", "maintainer" },
        { "setup", "maintainer" },
        { "setup", "reader" },
        { "task", "maintainer" },
        { "task?view=log", "maintainer" },
        { "task?view=changes", "maintainer" },
        { "ended?view=changes", "maintainer" },
        { "task?view=prompt", "maintainer" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_screen_has_no_violation(string path, string? login)
    {
        var task = await rig.SampleAsync();
        var address = path.StartsWith("task", StringComparison.Ordinal) && !path.StartsWith("tasks", StringComparison.Ordinal) ? $"tasks/{task.Id}{path[4..]}"
            : path.StartsWith("ended", StringComparison.Ordinal) ? $"tasks/{(await rig.EndedSampleAsync()).Id}{path[5..]}"
            : path == "delivery" ? $"admin/deliveries/{await rig.SampleDeliveryAsync()}"
            : path;
        await using var page = await rig.OpenAsync(login, address);
        await Assertions.Expect(page.Page.Locator("h1").First).ToBeVisibleAsync();
        await Axe.AssertNoneAsync(page.Page, $"{address} light");

        // From the first paint on, and through the page's coming to life, nothing jumped. The start-up check grows with
        // each remedy that it finds; the reference of the API is drawn by its script.
        var most = path switch { "admin" => 0.1, "docs/api" => 1, _ => 0.02 };
        Assert.InRange(await page.Page.EvaluateAsync<double>("layoutShift"), 0, most);
        await ByKeyboard.AssertReachableAsync(page.Page, address);
        await DarkenAsync(page, path);
        await Axe.AssertNoneAsync(page.Page, $"{address} dark");
        await page.Page.SetViewportSizeAsync(390, 844);
        if (path == "docs/api")
        {
            // It measures its panes once.
            await page.Page.ReloadAsync();
            await Assertions.Expect(page.Page.Locator("h1").First).ToBeVisibleAsync();
        }

        await Axe.AssertNoneAsync(page.Page, $"{address} phone");
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        // A page that is not somebody's own is answered with 403, which the console tells.
        Assert.DoesNotContain(page.Complaints, words => !words.Contains("status of 403", StringComparison.Ordinal));
    }

    /// <summary>The reference of the API takes the theme over when it is loaded.</summary>
    private static async Task DarkenAsync(WatchedPage page, string path)
    {
        if (path != "docs/api")
        {
            await page.Page.EvaluateAsync("taskRelayTheme.set('dark')");
            return;
        }

        await page.Page.EvaluateAsync("localStorage.setItem('taskrelay-theme', 'dark')");
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("body.dark-mode h1").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_opens_over_a_page_has_no_violation_either()
    {
        var task = await rig.Dashboard.AddTaskAsync(title: "Fix the flaky test", status: RelayTaskStatus.Failed);
        await using var page = await rig.OpenAsync("maintainer", "tasks");
        await page.Page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Page.Locator("#palette")).ToBeVisibleAsync();
        await Axe.AssertNoneAsync(page.Page, "palette");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Page.Locator("#keys")).ToBeVisibleAsync();
        await Axe.AssertNoneAsync(page.Page, "keys");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Locator($"[data-task='{task.Id}']").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
        await Axe.AssertNoneAsync(page.Page, "retry");
    }
}
