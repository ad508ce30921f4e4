using Microsoft.Playwright;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>A browser before a relay that is a process of its own, with a real worker: nothing of the page is known here but what it shows.</summary>
public sealed class WatchedWorldTests : IAsyncLifetime
{
    private World _world = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private WatchedPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await BrowserRig.LaunchAsync(_playwright);
        Assertions.SetDefaultExpectTimeout(BrowserRig.Patience * 2);
        var context = await _browser.NewContextAsync();
        context.SetDefaultTimeout(BrowserRig.Patience);
        _page = new WatchedPage(context, await context.NewPageAsync());
        await _page.Page.GotoAsync($"{_world.Relay.Address}login?returnUrl=/tasks");
        await _page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" }).ClickAsync();
        await _page.Page.ClickAsync("#as-writer");
        await _page.Page.ArriveAsync($"{_world.Relay.Address}**");
        await _page.GoAsync(new Uri(_world.Relay.Address, "tasks"));
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_comment_is_watched_to_its_pull_request_and_a_change_through_the_API_is_on_the_page()
    {
        // From the comment on GitHub to the pull request, on a page that nobody touches.
        var issue = _world.NewIssue("Write down the greeting", "Please.\n\n```scribe\nsay I will write it down.\nappend NOTES.md <<END\nHello\nEND\nsummary Wrote it down.\n```\n");
        await _world.CommentAsync(issue, "@taskrelay scribe do it");
        var row = _page.Page.Locator(".row[data-row]", new() { HasText = "Write down the greeting" });
        await Assertions.Expect(row).ToBeVisibleAsync();
        await row.ClickAsync();
        await Assertions.Expect(_page.Page.GetByRole(AriaRole.Heading, new() { Name = "Write down the greeting" })).ToBeVisibleAsync();
        await Assertions.Expect(_page.Page.Locator(".log-text", new() { HasText = "I will write it down." }).First).ToBeVisibleAsync();
        await Assertions.Expect(_page.Page.Locator(".badge-large")).ToHaveTextAsync("Succeeded");
        var pull = Assert.Single(_world.GitHub.State.PullRequests(World.Repository));
        await Assertions.Expect(_page.Page.Locator($"a[href$='/pull/{pull.Number}']").First).ToBeVisibleAsync();
        await Assertions.Expect(_page.Page.GetByText("Wrote it down.").First).ToBeVisibleAsync();

        // Another program ends a task by the API; the page shows it.
        var comment = await _world.CommentAsync(_world.NewScript("wait-for GO"), "@taskrelay scribe");
        var task = await _world.WaitForTaskAsync(comment, one => one.ProgressPhase == "running_agent");
        await _page.GoAsync(new Uri(_world.Relay.Address, $"tasks/{task.Id}"));
        var badge = _page.Page.Locator(".badge-large");
        await Assertions.Expect(badge).ToHaveTextAsync("Running");
        await _page.Page.EvaluateAsync(
            """
            window.changedAt = 0;
            new MutationObserver(() => { if (!window.changedAt && /Stop/.test(document.querySelector('.badge-large')?.textContent ?? '')) window.changedAt = Date.now(); })
              .observe(document.body, { subtree: true, childList: true, characterData: true });
            """);
        using var program = new TestBrowser(_world.Relay.Address);
        using (await program.SignInAsync("writer"))
        {
        }

        var asked = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        using var answer = await program.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Assertions.Expect(badge).ToHaveTextAsync("Stopped");
        var seen = await _page.Page.EvaluateAsync<long>("window.changedAt");
        TestContext.Current.TestOutputHelper?.WriteLine($"On the page {seen - asked} ms after the request was sent.");
        Assert.InRange(seen - asked, 0, 30_000);
        Assert.Empty(_page.Complaints);
    }
}
