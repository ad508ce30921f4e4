using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>What administrators do, in a browser, from beginning to end; and what others see of it.</summary>
public sealed class AdministrationTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task The_start_up_check_is_run_again_by_keyboard_alone()
    {
        await using var page = await rig.OpenAsync("maintainer", "");
        var keys = page.Page.Keyboard;
        await keys.PressAsync("g");
        await keys.PressAsync("a");
        await page.Page.ArriveAsync("**/admin");
        var summary = page.Page.Locator(".check-summary .notice:not(.notice-info)");
        await Assertions.Expect(summary).ToBeVisibleAsync();

        // What was looked at, what it saw, and how long that took.
        var database = page.Page.Locator("[data-check=database]");
        await Assertions.Expect(database).ToHaveAttributeAsync("data-state", "passed");
        await Assertions.Expect(database.Locator(".check-time")).ToContainTextAsync("s");
        await Assertions.Expect(page.Page.Locator("[data-check=admission]")).ToHaveAttributeAsync("data-state", "passed");
        await Assertions.Expect(page.Page.Locator(".signs")).ToContainTextAsync("GitHub accepts it");

        // Something breaks; the next look finds it, with the key that mends it.
        rig.Dashboard.Get<IConfiguration>()["GitHub:Unheard"] = "x";
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Check again" })).ToBeEnabledAsync();
        await page.Page.PressAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }));
        await Assertions.Expect(page.Page.Locator("[data-check=configuration]")).ToHaveAttributeAsync("data-state", "warning");
        await Assertions.Expect(page.Page.Locator("[data-check=configuration]")).ToContainTextAsync("GitHub:Unheard");
        rig.Dashboard.Get<IConfiguration>()["GitHub:Unheard"] = null;
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_refused_delivery_is_replayed_and_its_task_is_a_link_away()
    {
        await using var list = await rig.OpenAsync("maintainer", "admin/deliveries");
        var talk = await rig.SendAsync("Nobody is asked for anything.", 7000);
        var id = await rig.SendAsync("@taskrelay agent=newcomer do <i>it</i>", 7001);
        await Assertions.Expect(list.Page.Locator($"[data-delivery='{id}']")).ToBeVisibleAsync();
        await Assertions.Expect(list.Page.Locator($"[data-delivery='{talk}']")).ToHaveCountAsync(0);
        await list.Page.PressAsync(list.Page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }));
        await Assertions.Expect(list.Page.Locator($"[data-delivery='{talk}']")).ToBeVisibleAsync();
        await list.Page.PressAsync(list.Page.Locator($"[data-delivery='{id}'] [data-row-link]"));
        await list.Page.ArriveAsync($"**/admin/deliveries/{id}");
        await Assertions.Expect(list.Page.Locator("[data-rule=command_understood]")).ToHaveAttributeAsync("data-result", "failed");
        await Assertions.Expect(list.Page.Locator("[data-rule=processed]")).ToHaveAttributeAsync("data-result", "not_reached");
        await list.Page.PressAsync(list.Page.GetByRole(AriaRole.Button, new() { Name = "Show payload" }));
        await Assertions.Expect(list.Page.Locator(".payload")).ToContainTextAsync("do <i>it</i>");

        // Once the agent is there, the same comment takes effect.
        var configuration = (IConfigurationRoot)rig.Dashboard.Get<IConfiguration>();
        configuration["Agents:newcomer:Command"] = "true";
        configuration.Reload();
        await list.Page.PressAsync(list.Page.GetByRole(AriaRole.Button, new() { Name = "Replay" }));
        await list.Page.PressAsync(list.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Replay" }));
        await Assertions.Expect(list.Page.Locator(".replayed")).ToContainTextAsync("Replayed: accepted");

        // Of the inbox's rules: admission's come as soon as it has looked at the task, and may refuse it.
        await Assertions.Expect(list.Page.Locator("[data-rule=command_understood]")).ToHaveAttributeAsync("data-result", "passed");
        await Assertions.Expect(list.Page.Locator("[data-rule=processed]")).ToHaveAttributeAsync("data-result", "passed");
        await list.Page.PressAsync(list.Page.Locator(".replayed").GetByRole(AriaRole.Link));
        await Assertions.Expect(list.Page.Locator(".facts")).ToContainTextAsync("newcomer");
        Assert.Equal(
            1, await rig.Dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(row => row.Action == "delivery_read" && row.Target == $"delivery {id}")));
        Assert.Empty(list.Complaints);
    }

    [Fact]
    public async Task A_pause_is_told_everywhere_while_it_lasts_and_drains()
    {
        var running = await rig.Dashboard.AddTaskAsync(title: "Runs to its end", status: RelayTaskStatus.Running);
        await using var writer = await rig.OpenAsync("writer", "");
        await using var wish = await rig.OpenAsync("writer", "tasks/new");
        await using var admin = await rig.OpenAsync("maintainer", "admin/queue");
        await admin.Page.GetByLabel("Reason").First.FillAsync("upgrade <b>at noon</b>");
        await admin.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(admin.Page.Locator(".pause-card").First).ToContainTextAsync("still run");
        foreach (var other in new[] { writer, wish })
        {
            await Assertions.Expect(other.Page.Locator("[data-pause=instance]")).ToContainTextAsync("upgrade <b>at noon</b>");
            await Assertions.Expect(other.Page.Locator("[data-pause=instance]")).ToContainTextAsync("By maintainer");
            await Assertions.Expect(other.Page.Locator("[data-pause=instance] a")).ToHaveCountAsync(0);
        }

        await rig.Dashboard.MoveAsync(running, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        foreach (var task in await rig.Dashboard.Relay.ReadAsync(db => db.Tasks.Where(row => row.Status == RelayTaskStatus.Running).ToListAsync()))
        {
            await rig.Dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        }

        await Assertions.Expect(admin.Page.Locator(".pause-card").First).ToContainTextAsync("Drained: nothing runs");
        await Assertions.Expect(writer.Page.Locator("[data-pause=instance]")).ToContainTextAsync("Drained");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Resume", Exact = true }).ClickAsync();
        await Assertions.Expect(writer.Page.Locator("[data-pause]")).ToHaveCountAsync(0);
        await Assertions.Expect(wish.Page.Locator("[data-pause]")).ToHaveCountAsync(0);

        // One repository alone; a name that GitHub does not know is told beside its field.
        await admin.Page.GetByLabel("Repository").FillAsync("octo/nowhere");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Pause repository" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("#repository-error")).ToBeVisibleAsync();
        await admin.Page.GetByLabel("Repository").FillAsync(Auth.Dashboard.Repository);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Pause repository" }).ClickAsync();
        await Assertions.Expect(writer.Page.Locator($"[data-pause='{Auth.Dashboard.Repository}']")).ToBeVisibleAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Resume {Auth.Dashboard.Repository}" }).ClickAsync();
        await Assertions.Expect(writer.Page.Locator("[data-pause]")).ToHaveCountAsync(0);
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Administration_is_closed_to_others_and_closes_on_who_is_none_any_more()
    {
        await using var reader = await rig.OpenAsync("reader", "admin/users");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "For administrators" })).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator("[data-user], [data-user] *")).ToHaveCountAsync(0);
        var answer = await reader.Page.GotoAsync(new Uri(rig.Dashboard.Address, "admin/audit").ToString());
        Assert.Equal(403, answer!.Status);
        Assert.DoesNotContain("sign_in", await answer.TextAsync(), StringComparison.Ordinal);

        await using var users = await rig.OpenAsync("maintainer", "admin/users");
        await using var queue = await rig.OpenAsync("maintainer", "admin/queue");
        await Assertions.Expect(users.Page.Locator("[data-user]").First).ToBeVisibleAsync();
        rig.Dashboard.Get<IConfiguration>()["Administrators"] = "somebody-else";
        try
        {
            await queue.Page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
            foreach (var page in new[] { users, queue })
            {
                await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "For administrators" })).ToBeVisibleAsync();
                await Assertions.Expect(page.Page.Locator("[data-user], .pause-card")).ToHaveCountAsync(0);
            }

            Assert.False(await rig.Dashboard.Relay.ReadAsync(db => db.AdmissionPauses.AnyAsync()));
        }
        finally
        {
            rig.Dashboard.Get<IConfiguration>()["Administrators"] = "maintainer";
        }

        await Assertions.Expect(users.Page.Locator("[data-user]").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_is_shut_out_and_a_backup_is_made_and_the_audit_log_has_both()
    {
        // A person of this test's own: others keep their sessions.
        await using var guest = await rig.OpenAsync("stranger", "tasks");
        await using var admin = await rig.OpenAsync("maintainer", "admin/users?q=stranger");
        var row = admin.Page.Locator("[data-user]");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await row.GetByRole(AriaRole.Button, new() { Name = "End sessions of stranger" }).ClickAsync();
        await admin.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "End sessions" }).ClickAsync();
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new() { Name = "End sessions of stranger" })).ToBeDisabledAsync();
        await guest.Page.ArriveAsync("**/login**");

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Retention and backup" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-kept]").First).ToContainTextAsync("days");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator(".backup")).ToContainTextAsync("with the encryption keys");
        Assert.True(File.Exists(await admin.Page.Locator(".backup .copy-text code").InnerTextAsync()));
        await Assertions.Expect(admin.Page.Locator("[data-kept-backups]")).ToContainTextAsync("One backup lies there");

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-entry]").First).ToContainTextAsync("backup made");
        await Assertions.Expect(admin.Page.Locator(".audit")).ToContainTextAsync("sessions ended");
        await admin.Page.GetByText("Export").ClickAsync();
        var download = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        Assert.Contains("sessions_ended", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Rate limits" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator(".allowance-row").First).ToContainTextAsync("left");
        Assert.Empty(admin.Complaints);
    }
}
