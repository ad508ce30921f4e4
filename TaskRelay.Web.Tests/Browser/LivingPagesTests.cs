using System.Diagnostics;
using Microsoft.Playwright;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>Pages that stay open: through a lost connection, through a storm of changes, and until access is gone.</summary>
public sealed class LivingPagesTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task A_lost_connection_is_shown_and_the_page_comes_back_to_the_truth_by_itself()
    {
        await using var line = new CutLine(rig.Dashboard.Address);
        var task = await rig.Dashboard.AddTaskAsync(title: "Seen through a tunnel");
        await using var page = await rig.OpenAsync("writer", "tasks?q=tunnel", through: line.Address);
        var row = page.Page.Locator($"[data-task='{task.Id}']");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-status", "queued");

        await line.CutAsync();
        await Assertions.Expect(page.Page.Locator(".reconnect-trying")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".reconnect")).ToContainTextAsync("Connection lost");
        await rig.Dashboard.MoveAsync(task, RelayTaskStatus.Queued, RelayTaskStatus.Running);
        Assert.Equal("queued", await row.GetAttributeAsync("data-status"));

        line.Mend();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-status", "running");
        await Assertions.Expect(page.Page.Locator(".reconnect-trying")).ToBeHiddenAsync();
        await rig.Dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await Assertions.Expect(row).ToHaveAttributeAsync("data-status", "succeeded");
    }

    [Fact]
    public async Task A_page_stops_showing_what_GitHub_no_longer_lets_its_reader_see()
    {
        var others = await rig.Dashboard.AddTaskAsync(by: "maintainer", title: "A secret of the maintainers", status: RelayTaskStatus.Running);
        var own = await rig.Dashboard.AddTaskAsync(title: "My own wish", status: RelayTaskStatus.Running);
        await rig.Dashboard.AddLogAsync(own, "stdout", 1, "what the agent read there");
        await using var theirs = await rig.OpenAsync("writer", $"tasks/{others.Id}");
        await using var mine = await rig.OpenAsync("writer", $"tasks/{own.Id}?view=log");
        await using var settings = await rig.OpenAsync("writer", "repositories/octo/hello");
        await Assertions.Expect(theirs.Page.GetByRole(AriaRole.Heading, new() { Name = "A secret of the maintainers" })).ToBeVisibleAsync();
        await Assertions.Expect(mine.Page.GetByText("what the agent read there")).ToBeVisibleAsync();
        await Assertions.Expect(settings.Page.Locator(".settings-form")).ToBeVisibleAsync();
        rig.Dashboard.GitHub.State.SetPermission(Dashboard.Repository, "writer", "read");
        try
        {
            // What GitHub said is kept for a minute.
            rig.Clock.Offset += TimeSpan.FromSeconds(61);
            await Assertions.Expect(theirs.Page.GetByText("A secret of the maintainers")).ToHaveCountAsync(0);
            await Assertions.Expect(mine.Page.GetByText("what the agent read there")).ToHaveCountAsync(0);
            await Assertions.Expect(mine.Page.GetByRole(AriaRole.Heading, new() { Name = "My own wish" })).ToBeVisibleAsync();
        }
        finally
        {
            rig.Dashboard.GitHub.State.SetPermission(Dashboard.Repository, "writer", "write");
            rig.Clock.Offset += TimeSpan.FromSeconds(61);
        }
    }

    [Fact]
    public async Task A_storm_of_changes_is_drawn_four_times_a_second_and_ends_with_the_last()
    {
        const int changes = 150;
        var task = await rig.Dashboard.AddTaskAsync(title: "In a storm", status: RelayTaskStatus.Running, change: one => one.ProgressPhase = "running_agent");
        await using var page = await rig.OpenAsync("writer", "tasks?q=storm");
        var note = page.Page.Locator($"[data-task='{task.Id}'] .row-note");
        await ProgressAsync(task, "step 0");
        await Assertions.Expect(note).ToContainTextAsync("step 0");
        await page.Page.EvaluateAsync(
            """
            window.drawn = 0;
            new MutationObserver(() => window.drawn++).observe(document.querySelector('.rows'), { subtree: true, childList: true, characterData: true });
            """);
        var watch = Stopwatch.StartNew();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var step = 1; step <= changes; step++)
        {
            await pace.WaitForNextTickAsync();
            await ProgressAsync(task, $"step {step}");
        }

        await Assertions.Expect(note).ToContainTextAsync($"step {changes}");
        var took = watch.Elapsed;
        var drawn = await page.Page.EvaluateAsync<int>("window.drawn");
        TestContext.Current.TestOutputHelper?.WriteLine($"{changes} changes in {took.TotalSeconds:0.0} s were drawn {drawn} times.");

        // A quarter of a second lies between two looks: however slow the machine, that many fit into the time.
        Assert.InRange(drawn, 1, (int)(took / TimeSpan.FromMilliseconds(250)) + 2);
        Assert.Empty(page.Complaints);
    }

    private Task ProgressAsync(RelayTask task, string words) => rig.Dashboard.Get<IWriteGate>().WriteAsync(
        (scope, _) =>
        {
            scope.Execute("UPDATE tasks SET progress_message = @p1 WHERE id = @p0", task.Id, words);
            rig.Dashboard.Get<TaskChanges>().PublishAfterCommit(scope, task.Id);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
