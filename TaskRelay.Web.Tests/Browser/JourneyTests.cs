using Microsoft.Playwright;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>What people do here, in a browser, from beginning to end.</summary>
public sealed class JourneyTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task A_new_task_is_asked_for_by_keyboard_alone()
    {
        await using var page = await rig.OpenAsync("writer", "");
        var keys = page.Page.Keyboard;
        await keys.PressAsync("n");
        await page.Page.ArriveAsync("**/tasks/new");
        await Assertions.Expect(page.Page.GetByText("Ready", new() { Exact = true })).ToBeVisibleAsync();

        await keys.PressAsync("/");
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("octo/hello");
        await keys.PressAsync("Tab");
        await Assertions.Expect(page.Page.Locator(".issue").First).ToBeVisibleAsync();
        await page.Page.TypeAsync(page.Page.GetByLabel("Issue or pull request"), "word");
        await Assertions.Expect(page.Page.Locator(".issue")).ToHaveCountAsync(1);
        await keys.PressAsync("Tab");
        await keys.PressAsync("Space");
        await Assertions.Expect(page.Page.Locator(".issue-preview h3")).ToContainTextAsync("Add a word counter");
        await page.Page.TypeAsync(page.Page.GetByLabel("Instructions"), "Count them well.");
        await page.Page.PressAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Start task" }));

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Add a word counter" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".asked")).ToHaveTextAsync("Count them well.");
        await Assertions.Expect(page.Page.Locator(".facts")).ToContainTextAsync("on the dashboard");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_wish_that_lacks_something_is_told_so_beside_its_field()
    {
        await using var page = await rig.OpenAsync("writer", "tasks/new");
        await Assertions.Expect(page.Page.GetByText("Ready", new() { Exact = true })).ToBeVisibleAsync();
        var model = page.Page.GetByLabel("Model", new() { Exact = true });
        await model.FillAsync("--evil");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start task" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#issueNumber-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#model-error")).ToBeVisibleAsync();
        await Assertions.Expect(model).ToHaveValueAsync("--evil");
    }

    [Fact]
    public async Task A_retry_by_keyboard_changes_what_its_asker_changed_and_is_stopped()
    {
        var task = await rig.Dashboard.AddTaskAsync(title: "To be tried again", status: RelayTaskStatus.Failed);
        await using var page = await rig.OpenAsync("writer", $"tasks/{task.Id}");
        await page.Page.Keyboard.PressAsync("r");
        var again = page.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        await page.Page.TypeAsync(page.Page.GetByLabel("Instructions"), "Try it the other way round.");
        await page.Page.TypeAsync(page.Page.GetByLabel("Model"), "-no-model");
        await page.Page.PressAsync(again);
        await Assertions.Expect(page.Page.Locator("#model-error")).ToBeVisibleAsync();
        await page.Page.TypeAsync(page.Page.GetByLabel("Model"), "sonnet");
        await page.Page.PressAsync(again);
        await Assertions.Expect(page.Page.Locator(".badge-large")).ToHaveTextAsync("Queued");
        await Assertions.Expect(page.Page.Locator(".asked")).ToHaveTextAsync("Try it the other way round.");
        var stored = await rig.Dashboard.Relay.ReadAsync(async db => await db.Tasks.FindAsync(task.Id));
        Assert.Equal((2, "sonnet", "scribe"), (stored!.Attempt, stored.Model, stored.Agent));

        // A stop asks once.
        await page.Page.Keyboard.PressAsync("s");
        await page.Page.PressAsync(page.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Stop" }));
        await Assertions.Expect(page.Page.Locator(".badge-large")).ToHaveTextAsync("Stopped");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Several_tasks_are_stopped_at_once_and_another_persons_is_not()
    {
        var mine = await rig.Dashboard.AddTaskAsync(title: "bulk one");
        var running = await rig.Dashboard.AddTaskAsync(title: "bulk two", status: RelayTaskStatus.Running);
        var ended = await rig.Dashboard.AddTaskAsync(title: "bulk three", status: RelayTaskStatus.Succeeded);
        await using var page = await rig.OpenAsync("writer", "tasks?q=bulk");
        await Assertions.Expect(page.Page.Locator(".row[data-row]")).ToHaveCountAsync(3);
        await page.Page.PressAsync(page.Page.GetByLabel("Select all on this page"), "Space");
        await Assertions.Expect(page.Page.Locator(".bulk")).ToContainTextAsync("3 tasks selected");
        await page.Page.PressAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop 2", Exact = true }));
        await page.Page.PressAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop 2 tasks" }));
        await Assertions.Expect(page.Page.Locator($"[data-task='{mine.Id}']")).ToHaveAttributeAsync("data-status", "stopped");
        await Assertions.Expect(page.Page.Locator($"[data-task='{running.Id}']")).ToHaveAttributeAsync("data-status", "stopping");
        await Assertions.Expect(page.Page.Locator($"[data-task='{ended.Id}']")).ToHaveAttributeAsync("data-status", "succeeded");
        await Assertions.Expect(page.Page.Locator(".bulk")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_list_is_had_as_a_file()
    {
        await rig.Dashboard.AddTaskAsync(title: "=HYPERLINK(\"https://evil.example\")");
        await using var page = await rig.OpenAsync("writer", "tasks?q=HYPERLINK");
        await page.Page.PressAsync(page.Page.Locator("summary", new() { HasText = "Export" }));
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.PressAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" })));
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_palette_finds_a_task_and_goes_there()
    {
        var task = await rig.Dashboard.AddTaskAsync(title: "Quixotic windmill");
        await using var page = await rig.OpenAsync("writer", "history");
        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Page.Keyboard.TypeAsync("quixotic");
        await Assertions.Expect(page.Page.Locator("#palette-list [role=option]")).ToHaveCountAsync(1);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.ArriveAsync($"**/tasks/{task.Id}");
        await Assertions.Expect(page.Page.Locator("#palette")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_lead_about_until_they_are_switched_off()
    {
        await rig.Dashboard.AddTaskAsync(title: "For the keys");
        await using var page = await rig.OpenAsync("writer", "");
        var keys = page.Page.Keyboard;
        await keys.TypeAsync("gt");
        await page.Page.ArriveAsync("**/tasks");

        // The address changes before the page does, and the page left has rows too: the new one begins by taking the focus.
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Tasks", Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(page.Page.Locator(".row[data-row]").First).ToBeVisibleAsync();
        await keys.PressAsync("j");
        await Assertions.Expect(page.Page.Locator("[data-row-link]").First).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Assertions.Expect(page.Page.Locator(".bulk")).ToContainTextAsync("1 task selected");
        await keys.PressAsync("/");
        await Assertions.Expect(page.Page.GetByLabel("Search tasks")).ToBeFocusedAsync();

        // Letters in a field are letters.
        await keys.PressAsync("n");
        await Assertions.Expect(page.Page.GetByLabel("Search tasks")).ToHaveValueAsync("n");
        await page.Page.Locator("h1").ClickAsync();
        await keys.PressAsync("?");
        await page.Page.GetByLabel("Shortcuts of a single letter").UncheckAsync();
        await keys.PressAsync("Escape");
        await keys.TypeAsync("gh");
        await keys.PressAsync("Control+k");
        await Assertions.Expect(page.Page.Locator("#palette")).ToBeVisibleAsync();
        Assert.EndsWith("/tasks", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_is_searched_in_all_of_it()
    {
        var task = await rig.Dashboard.AddTaskAsync(title: "A long log", status: RelayTaskStatus.Running);
        await rig.Dashboard.AddLogAsync(task, "stdout", 1, [.. Enumerable.Range(1, 900).Select(at => at == 3 ? "the needle <b>here</b>" : $"line {at}")]);
        await rig.Dashboard.AddLogAsync(task, "stderr", 901, "error: it broke");
        await using var page = await rig.OpenAsync("writer", $"tasks/{task.Id}?view=log");
        await Assertions.Expect(page.Page.GetByText("the needle")).ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Page.Locator(".log-jumped")).ToContainTextAsync("error: it broke");
        await page.Page.GetByLabel("Words in the log").FillAsync("NEEDLE");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".log-line mark")).ToHaveTextAsync("needle");
        await Assertions.Expect(page.Page.Locator(".log-line")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("find=NEEDLE"));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show all lines" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".log-line").Last).ToContainTextAsync("error: it broke");
    }

    [Fact]
    public async Task The_dashboard_shows_what_runs_waits_and_ended_as_it_happens()
    {
        await using var page = await rig.OpenAsync("maintainer", "");
        var task = await rig.Dashboard.AddTaskAsync(title: "Seen on the dashboard", change: one => one.WaitReason = "2 of 2 tasks are running. Place 1 in line.");
        var waiting = page.Page.GetByRole(AriaRole.Table, new() { Name = "Waiting tasks" });
        await Assertions.Expect(waiting).ToContainTextAsync("Place 1 in line.");
        await rig.Dashboard.MoveAsync(task, RelayTaskStatus.Queued, RelayTaskStatus.Running);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Table, new() { Name = "Running tasks" })).ToContainTextAsync("Seen on the dashboard");
        await rig.Dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Table, new() { Name = "Tasks that ended lately" })).ToContainTextAsync("Seen on the dashboard");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Nothing_is_loaded_from_another_host()
    {
        await rig.Dashboard.AddTaskAsync(title: "Seen by nobody else");
        foreach (var path in new[] { "", "tasks/new" })
        {
            await using var page = await rig.OpenAsync("maintainer", path, width: 390);
            await Assertions.Expect(page.Page.Locator("h1")).ToBeVisibleAsync();
            Assert.NotEmpty(page.Requests);
            Assert.All(page.Requests, address => Assert.Equal(rig.Dashboard.Address.Authority, new Uri(address).Authority));
        }
    }
}
