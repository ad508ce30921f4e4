using Microsoft.Playwright;
using TaskRelay.Simulator.Models;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.Setup;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>The first run, from the printed code to the first command that arrives, in a browser and by keyboard.</summary>
public sealed class SetupJourneyTests : IAsyncLifetime
{
    private FirstRun _run = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private WatchedPage _watched = null!;

    private IPage Page => _watched.Page;

    public async ValueTask InitializeAsync()
    {
        _run = await FirstRun.StartAsync(new Dictionary<string, string?>
        {
            ["Runners:Local:Command"] = $"dotnet '{Path.Combine(RelayProcess.AppFolder, "worker", "TaskRelay.Worker.dll")}'",
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Assertions.SetDefaultExpectTimeout(BrowserRig.Patience);
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(BrowserRig.Patience);
        _watched = new WatchedPage(context, await context.NewPageAsync());
        await Page.AddInitScriptAsync(WatchedPage.Watch);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _run.DisposeAsync();
    }

    [Fact]
    public async Task A_first_run_ends_with_a_command_that_arrived()
    {
        var keys = Page.Keyboard;
        var code = await _run.NewCodeAsync();
        await Page.GotoAsync(_run.Dashboard.Address.ToString());
        await Assertions.Expect(Page.GetByText("TaskRelay is not set up yet")).ToBeVisibleAsync();
        await AxeAsync("login");
        await Page.PressAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Set up TaskRelay" }));

        // The code's field has the focus.
        await Assertions.Expect(Page.GetByLabel("One-time code", new() { Exact = true })).ToBeFocusedAsync();
        await keys.TypeAsync("AAAA-BBBB-CCCC-DDDD");
        await keys.PressAsync("Enter");
        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That code is not good");
        await AxeAsync("code");
        await keys.TypeAsync(code);
        await keys.PressAsync("Enter");
        await StepAsync("app", "todo");
        await AxeAsync("app");

        // An organization owns it; the name field shows up with the choice.
        await Page.ReachAsync(Page.GetByLabel("Your own account"));
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("octo");
        await keys.PressAsync("Enter");

        // GitHub's page, reached by a form that the policy lets through; a name that is no markup.
        await Page.GetByLabel("GitHub App name").FillAsync("<b onclick=x>Ours</b>");
        await keys.PressAsync("Enter");
        await StepAsync("administrator", "todo");
        await AxeAsync("sign-in");
        await Page.PressAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with GitHub" }));
        await Page.ClickAsync("#as-maintainer");
        await Page.ArriveAsync("**/setup");
        await _watched.LiveAsync();
        await StepAsync("app", "done");
        await StepAsync("installation", "waiting");
        await AxeAsync("installation");

        // Installed elsewhere, seen here.
        _run.Dashboard.GitHub.State.InstallByOwner("octo");
        await StepAsync("installation", "done");

        // A key that the provider refuses is not stored, a good one is.
        await Page.TypeAsync(Page.GetByLabel("ANTHROPIC_API_KEY"), "sk-wrong-key-of-nobody");
        await keys.PressAsync("Enter");
        await Assertions.Expect(Page.Locator("#setup-key-answer")).ToContainTextAsync("It was not stored.");
        await StepAsync("key", "todo");
        await Page.TypeAsync(Page.GetByLabel("ANTHROPIC_API_KEY"), ModelProvider.DefaultKey);
        await keys.PressAsync("Enter");
        await StepAsync("key", "done");
        Assert.DoesNotContain(ModelProvider.DefaultKey, await Page.ContentAsync(), StringComparison.Ordinal);

        // A worker is really started, and seen to end.
        await Page.PressAsync(Page.GetByRole(AriaRole.Button, new() { Name = "Test the runner" }));
        await StepAsync("runner", "done");

        // A comment is read, and leads to its task.
        await StepAsync("comment", "waiting");
        await _run.Dashboard.GitHub.State.CommentAsync("octo/hello", 1, "writer", "@taskrelay scribe please do it");
        await StepAsync("comment", "done");
        await Assertions.Expect(Page.GetByText("TaskRelay is set up")).ToBeVisibleAsync();
        await AxeAsync("done");
        Assert.Equal(0, await Page.EvaluateAsync<int>("document.querySelectorAll('b[onclick]').length"));
        await Page.PressAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Open its task" }));
        await Page.ArriveAsync("**/tasks/*");
        Assert.Empty(_watched.Complaints);
    }

    private Task StepAsync(string name, string state) =>
        Assertions.Expect(Page.Locator($"[data-step={name}]")).ToHaveAttributeAsync("data-state", state);

    /// <summary>In both themes, and on a phone.</summary>
    private async Task AxeAsync(string where)
    {
        foreach (var (theme, width) in new[] { ("light", 1280), ("dark", 390) })
        {
            await Page.SetViewportSizeAsync(width, 900);
            await Page.EvaluateAsync($"taskRelayTheme.set('{theme}')");
            await Axe.AssertNoneAsync(Page, $"{where} {theme}");

            // Below nought where room is kept for a scrollbar.
            Assert.InRange(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), -20, 0);
        }

        await Page.SetViewportSizeAsync(1280, 900);
        await Page.EvaluateAsync("taskRelayTheme.set('light')");
    }
}
