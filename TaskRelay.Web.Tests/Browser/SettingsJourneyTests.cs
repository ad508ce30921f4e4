using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TaskRelay.Simulator.Anthropic;
using TaskRelay.Web.Data;
using TaskRelay.Web.Notifications.Browser;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>Settings in a browser, from beginning to end.</summary>
public sealed class SettingsJourneyTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task A_conflict_in_two_tabs_is_shown_and_chosen_from()
    {
        await using var one = await rig.OpenAsync("writer", "settings/limits");
        await using var other = await rig.OpenAsync("writer", "settings/limits");
        const string attempts = "Attempts of a task";
        await one.Page.GetByLabel(attempts).FillAsync("1");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(one.Page.GetByText("Saved.", new() { Exact = true })).ToBeVisibleAsync();

        await other.Page.TypeAsync(other.Page.GetByLabel(attempts), "2");
        await other.Page.TypeAsync(other.Page.GetByLabel("Tasks at once"), "9");
        await other.Page.PressAsync(other.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        var conflict = other.Page.Locator("[data-conflict='settings.maxAttempts']");
        await Assertions.Expect(conflict.Locator(".conflict-value")).ToHaveTextAsync(["1", "2"]);
        await other.Page.ReachAsync(conflict.GetByRole(AriaRole.Radio).First);
        await other.Page.Keyboard.PressAsync("ArrowDown");
        await other.Page.PressAsync(other.Page.GetByRole(AriaRole.Button, new() { Name = "Save what I chose" }));
        await Assertions.Expect(other.Page.Locator(".conflict")).ToHaveCountAsync(0);
        await Assertions.Expect(other.Page.GetByLabel(attempts)).ToHaveValueAsync("2");
        await Assertions.Expect(other.Page.GetByLabel("Tasks at once")).ToHaveValueAsync("9");

        // What is not saved is not left by accident.
        await other.Page.TypeAsync(other.Page.GetByLabel(attempts), "3");
        await other.Page.PressAsync(other.Page.GetByRole(AriaRole.Link, new() { Name = "Agents" }));
        await other.Page.PressAsync(other.Page.GetByRole(AriaRole.Button, new() { Name = "Stay" }));
        await Assertions.Expect(other.Page.GetByLabel(attempts)).ToHaveValueAsync("3");
        await other.Page.PressAsync(other.Page.GetByRole(AriaRole.Link, new() { Name = "Agents" }));
        await other.Page.PressAsync(other.Page.GetByRole(AriaRole.Button, new() { Name = "Leave" }));
        await other.Page.ArriveAsync("**/settings/agents");
        Assert.Empty(one.Complaints.Concat(other.Complaints));
    }

    [Fact]
    public async Task Who_selects_repositories_is_worked_for_in_those_alone()
    {
        await using var page = await rig.OpenAsync("maintainer", "settings/limits");
        await page.Page.GetByText("Only these").ClickAsync();
        var names = page.Page.GetByLabel("Selected repositories");
        await names.FillAsync("octo/other\nno repository, octo/more");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("[id='repositories.selected-error']")).ToContainTextAsync("owner/name");
        await Assertions.Expect(names).ToHaveValueAsync("octo/other\nno repository, octo/more");
        await names.FillAsync("octo/other\nocto/more\n");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Saved.", new() { Exact = true })).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await page.LiveAsync();
        await Assertions.Expect(names).ToHaveValueAsync("octo/other\nocto/more");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_key_is_tested_stored_replaced_and_removed_and_never_comes_back()
    {
        const string good = "sk-ant-journey-good-7788";
        rig.Dashboard.GitHub.Anthropic.Set(good, AnthropicKeyState.Valid);
        await using var page = await rig.OpenAsync("writer", "settings/credentials");
        var card = page.Page.Locator("[data-credential=ANTHROPIC_API_KEY]");
        await page.Page.PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Enter one" }));
        var field = card.GetByLabel("Value");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Page.TypeAsync(field, "sk-ant-no-such-key-0000");
        await page.Page.PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Test before saving" }));
        await Assertions.Expect(card.GetByText("Refused.")).ToBeVisibleAsync();
        await page.Page.TypeAsync(field, good);
        await page.Page.PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        await Assertions.Expect(card.Locator(".check-badge")).ToHaveTextAsync("Your own …7788");
        await page.Page.PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Test" }));
        await Assertions.Expect(card.GetByText("Accepted.")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await page.LiveAsync();
        await Assertions.Expect(card.GetByText("Accepted.")).ToBeVisibleAsync();
        Assert.DoesNotContain(good, await page.Page.ContentAsync(), StringComparison.Ordinal);

        // One that the provider takes back is told on the dashboard, with the way to its card.
        rig.Dashboard.GitHub.Anthropic.Set(good, AnthropicKeyState.Invalid);
        await page.Page.PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Test" }));
        await Assertions.Expect(card.GetByText("Refused.")).ToBeVisibleAsync();
        await page.GoAsync(rig.Dashboard.Address);
        await Assertions.Expect(page.Page.Locator(".attention")).ToContainTextAsync("Tasks can't use your ANTHROPIC_API_KEY.");
        await page.Page.PressAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Replace it" }));
        await page.LiveAsync();
        await page.Page.PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Remove" }));
        await page.Page.PressAsync(page.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }));
        await Assertions.Expect(card.Locator(".check-badge")).ToHaveTextAsync("None");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_token_is_made_shown_once_used_and_revoked()
    {
        await using var page = await rig.OpenAsync("writer", "settings/tokens");
        await page.Page.GetByLabel("Name").FillAsync("journey");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var token = (await page.Page.Locator("[data-token]").TextContentAsync())!;
        Assert.StartsWith("trt_", token, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = rig.Dashboard.Address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        Assert.True((await client.GetAsync("/api/tasks")).IsSuccessStatusCode);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("[data-token]")).ToHaveCountAsync(0);
        await page.Page.Locator(".token-list li").Filter(new() { HasText = "journey" }).GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".token-list li").Filter(new() { HasText = "journey" })).ToHaveCountAsync(0);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("/api/tasks")).StatusCode);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_webhook_is_added_and_its_secret_shown_once()
    {
        await using var page = await rig.OpenAsync("writer", "settings/notifications");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add a webhook" }).ClickAsync();
        await page.Page.GetByLabel("Address").FillAsync("http://127.0.0.1/inside");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add webhook" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#url-error")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Address").FillAsync("https://hooks.invalid/relay");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add webhook" }).ClickAsync();
        var card = page.Page.Locator("[data-webhook]");
        Assert.StartsWith("whsec_", await card.Locator("[data-secret]").TextContentAsync(), StringComparison.Ordinal);
        await card.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await page.GoAsync(new Uri(rig.Dashboard.Address, "notifications"));
        var delivery = page.Page.Locator("[data-delivery]");
        await Assertions.Expect(delivery).ToHaveAttributeAsync("data-state", "failed");
        await delivery.Locator("summary").ClickAsync();
        await Assertions.Expect(delivery.GetByRole(AriaRole.Button, new() { Name = "Send it again now" })).ToBeVisibleAsync();

        // One that TaskRelay gave up is told where its owner looks, and the way back is a button.
        await rig.Dashboard.Get<IWriteGate>().WriteAsync(
            (scope, token) => scope.Db.WebhookEndpoints.Where(row => row.Url == "https://hooks.invalid/relay")
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Enabled, false).SetProperty(row => row.DisabledReason, "Nothing came through."), token),
            CancellationToken.None);
        await page.GoAsync(rig.Dashboard.Address);
        await page.Page.PressAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Open the webhooks" }));
        await Assertions.Expect(page.Page.Locator("[data-webhook]")).ToContainTextAsync("Nothing came through.");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task An_end_is_noticed_once_by_tabs_that_are_out_of_sight()
    {
        await using var page = await rig.OpenAsync("reader", "settings/notifications");
        await page.Page.Locator("#browser-notices").CheckAsync();

        // It is enabled before the click has arrived, too: what was stored tells.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await rig.Dashboard.Get<BrowserNotices>().AreWantedAsync(rig.Dashboard.GitHub.State.User("reader").Id, default))
        {
            Assert.False(limit.IsCancellationRequested, "The wish was not stored.");
            await Task.Delay(50);
        }

        // Two tabs that nobody looks at; a notice is noted instead of shown.
        const string unseen = """
            Object.defineProperty(document, 'hidden', { get: () => true });
            window.Notification = class extends EventTarget {
              static permission = 'granted';
              constructor(title) {
                super();
                localStorage.setItem('seen', `${localStorage.getItem('seen') ?? ''}[${title}]`);
              }
            };
            """;
        await page.Page.Context.AddInitScriptAsync(unseen);
        var second = await page.Page.Context.NewPageAsync();
        await page.GoAsync(new Uri(rig.Dashboard.Address, "history"));
        await second.GotoAsync(new Uri(rig.Dashboard.Address, "history").ToString());
        await Assertions.Expect(second.Locator(".frame[data-live=yes]")).ToBeVisibleAsync();
        var task = await rig.Dashboard.AddTaskAsync(by: "reader", status: RelayTaskStatus.Running, title: "Noticed");
        await rig.Dashboard.AddTaskAsync(by: "writer", status: RelayTaskStatus.Succeeded, title: "Another's");
        await rig.Dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);

        // The page's policy forbids a waiting script of the test's; so it asks.
        while (await second.EvaluateAsync<string?>("localStorage.getItem('seen')") is null)
        {
            Assert.False(limit.IsCancellationRequested, "No notice was shown.");
            await Task.Delay(50);
        }

        Assert.Contains($"{task.Id}:1", await second.EvaluateAsync<string>("localStorage.getItem('taskrelay-noticed')"), StringComparison.Ordinal);
        Assert.Equal("[Succeeded: Noticed]", await second.EvaluateAsync<string>("localStorage.getItem('seen')"));
    }
}
