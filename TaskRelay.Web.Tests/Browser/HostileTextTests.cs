using Microsoft.Playwright;
using TaskRelay.Contracts;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Data;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>Twenty kinds of text that want to be a program, in every place where text from outside is shown: none runs, none even asks.</summary>
public sealed class HostileTextTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    private static readonly string[] Streams =
        [WorkerStreams.Stdout, WorkerStreams.Stderr, WorkerStreams.Message, WorkerStreams.ToolCall, WorkerStreams.ToolResult, WorkerStreams.FileChange, WorkerStreams.Worker];

    [Fact]
    public async Task Nothing_from_outside_runs_anywhere()
    {
        var all = string.Join("\n\n", HostileTexts.All);
        var issue = rig.Dashboard.GitHub.State.AddIssue(Tests.Auth.Dashboard.Repository, $"{HostileTexts.All[0]} {HostileTexts.All[3]}", all).Number;
        var task = await rig.Dashboard.AddTaskAsync(title: string.Join(' ', HostileTexts.All), status: RelayTaskStatus.Failed, issue: issue, change: one =>
        {
            one.Instructions = all;
            one.ErrorMessage = all;
            one.Summary = all;
            one.ProgressMessage = HostileTexts.All[0];
            one.ProgressPhase = HostileTexts.All[1];
            one.Branch = HostileTexts.All[2];
            one.BaseBranch = HostileTexts.All[3];
            one.PullRequestNumber = 1;
            one.PullRequestUrl = "javascript:window.__xss=1";
        });
        await rig.Dashboard.AddTaskAsync(title: HostileTexts.All[0], change: one => one.WaitReason = all);

        // Names of files and branches are text of others too, and so are the lines of a change.
        const string branch = "x\"><svg/onload=window.__xss=1>";
        var pull = rig.AddPull(branch, new() { ["<img src=x onerror=window.__xss=1>.md"] = all, ["'><svg onload=window.__xss=1>/a&b.txt"] = all });
        var changed = await rig.Dashboard.AddTaskAsync(by: "maintainer", title: string.Join(' ', HostileTexts.All), status: RelayTaskStatus.Succeeded, change: one =>
            (one.Branch, one.BaseBranch, one.PullRequestNumber, one.PullRequestUrl) = (branch, "main", pull, $"{rig.Dashboard.GitHub.Url}octo/hello/pull/{pull}"));
        await AddToSettingsAsync(all);
        rig.Dashboard.GitHub.State.AddRepository("octo/hostile", description: all);
        await rig.Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.RepositorySettings.Add(new RepositorySettings
                {
                    RepositoryId = rig.Dashboard.RepositoryId,
                    RepositoryFullName = Auth.Dashboard.Repository,
                    Version = 2,
                    PausedAt = DateTimeOffset.UtcNow,
                    PauseReason = all,
                    DefaultAgent = HostileTexts.All[0],
                    Model = HostileTexts.All[1],
                    BaseBranch = HostileTexts.All[3],
                    UpdatedAt = DateTimeOffset.UtcNow,
                    UpdatedBy = HostileTexts.All[2],
                });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        var seq = 1;
        foreach (var stream in Streams)
        {
            await rig.Dashboard.AddLogAsync(task, stream, seq, [.. HostileTexts.All]);
            seq += HostileTexts.All.Count;
        }

        var (delivery, comments) = await AddToAdministrationAsync(all);
        foreach (var path in new[]
        {
            "admin", "admin/deliveries", "admin/deliveries?q=%3Cscript%3Ewindow.__xss%3D1%3C/script%3E&repository=%22%3E%3Cimg+src%3Dx+onerror%3Dwindow.__xss%3D1%3E",
            $"admin/deliveries/{delivery}", $"admin/deliveries/{comments}", "admin/queue", "admin/users", "admin/users?q=%3Csvg/onload%3Dwindow.__xss%3D1%3E", "admin/audit",
            "admin/audit?actor=%3Cscript%3Ewindow.__xss%3D1%3C/script%3E", "admin/limits", "admin/retention",
            "", "tasks", "tasks?q=%3Cscript%3Ewindow.__xss%3D1%3C/script%3E&repository=%22%3E%3Cimg+src%3Dx+onerror%3Dwindow.__xss%3D1%3E&by=%3Csvg/onload%3Dwindow.__xss%3D1%3E",
            "history", $"tasks/{task.Id}", $"tasks/{task.Id}?view=log&find=%3Cscript", $"tasks/{task.Id}?view=log", $"tasks/{task.Id}?view=changes",
            $"tasks/new?repository=octo/hello&issue={issue}", "login?error=%3Cscript%3Ewindow.__xss%3D1%3C/script%3E&returnUrl=javascript:window.__xss=1",
            "repositories?error=%3Cscript%3Ewindow.__xss%3D1%3C/script%3E", "repositories", "repositories?q=%22%3E%3Cimg+src%3Dx+onerror%3Dwindow.__xss%3D1%3E&state=%3Cscript%3E",
            "repositories/octo/hello", "repositories/%3Cscript%3Ewindow.__xss%3D1%3C%2Fscript%3E/%22%3E%3Csvg%20onload=window.__xss=1%3E",
            $"tasks/{changed.Id}?view=changes", "settings/agents", "settings/credentials", "settings/runners", "settings/limits", "settings/tokens", "settings/notifications",
            "notifications", "setup", "docs/api",
            "history?sort=%3Cscript%3E&before=%3Cscript%3E", $"tasks/{task.Id}?view=prompt", "help", "help#<script>window.__xss=1</script>",
        })
        {
            await using var page = await rig.OpenAsync("maintainer", path);
            await Assertions.Expect(page.Page.Locator("h1").First).ToBeVisibleAsync();
            if (path.StartsWith("tasks/new", StringComparison.Ordinal))
            {
                await Assertions.Expect(page.Page.Locator(".issue-preview .md")).ToBeVisibleAsync();
            }

            if (path.EndsWith($"{comments}", StringComparison.Ordinal))
            {
                await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show payload" }).ClickAsync();
                await Assertions.Expect(page.Page.Locator(".payload")).ToContainTextAsync("__xss");
            }

            if (path == $"tasks/{changed.Id}?view=changes")
            {
                await Assertions.Expect(page.Page.Locator(".diff-file")).ToHaveCountAsync(2);
                await Assertions.Expect(page.Page.Locator(".diff-file").First).ToContainTextAsync("window.__xss=1>");
            }

            if (path == "notifications")
            {
                await page.Page.Locator("[data-delivery] summary").ClickAsync();
                await Assertions.Expect(page.Page.Locator(".attempt-answer")).ToContainTextAsync("<script>");
            }

            if (path is "repositories" or "repositories/octo/hello")
            {
                await Assertions.Expect(page.Page.Locator(path == "repositories" ? "[data-repository='octo/hostile']" : ".settings-form")).ToBeVisibleAsync();
            }

            Assert.False(await page.Page.EvaluateAsync<bool>("'__xss' in window"), path);
            Assert.Equal("", await page.Page.EvaluateAsync<string>(
                """
                [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]
                  .filter((a) => /^on/i.test(a.name) || (/^(href|src|action|formaction|xlink:href)$/i.test(a.name) && /^\s*(javascript|data|vbscript):/i.test(a.value)))
                  .map((a) => `${e.tagName} ${a.name}=${a.value}`)).join('\n')
                """));
            Assert.Empty(page.Complaints);
            Assert.DoesNotContain(page.Requests, address => address.Contains("canary.example", StringComparison.Ordinal));
        }
    }

    /// <summary>What a person has named, and what a receiver answered.</summary>
    private async Task AddToSettingsAsync(string all)
    {
        // They belong to somebody who has been here.
        await using var page = await rig.OpenAsync("maintainer", "");
        var me = rig.Dashboard.GitHub.State.User("maintainer").Id;
        var now = DateTimeOffset.UtcNow;
        await rig.Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                var endpoint = new WebhookEndpoint
                {
                    Id = Guid.NewGuid(),
                    UserId = me,
                    Name = HostileTexts.All[0],
                    Url = $"https://hooks.invalid/{HostileTexts.All[3]}",
                    Events = OutgoingEvents.Failed,
                    Enabled = false,
                    DisabledReason = all,
                    Version = 1,
                    Sealed = [],
                    CreatedAt = now,
                };
                var delivery = new WebhookDelivery
                {
                    Id = Guid.NewGuid(),
                    EndpointId = endpoint.Id,
                    Event = OutgoingEvents.Failed,
                    Body = "{}",
                    CreatedAt = now,
                    State = WebhookDeliveryState.Failed,
                    DueAt = now,
                    Tries = 1,
                    Attempts = 1,
                };
                scope.Db.WebhookEndpoints.Add(endpoint);
                scope.Db.WebhookDeliveries.Add(delivery);
                scope.Db.WebhookAttempts.Add(new WebhookAttempt { DeliveryId = delivery.Id, Number = 1, At = now, Status = 500, Milliseconds = 1, Answer = all });
                scope.Db.ApiTokens.Add(new ApiToken { Id = Guid.NewGuid(), UserId = me, Name = HostileTexts.All[3], Scopes = "tasks:read", Hash = [1, 2, 3], LastFour = "<b>x", CreatedAt = now });
                scope.Db.UserConfigs.Add(new UserConfig { UserId = me, Version = 1, UpdatedAt = now });
                scope.Db.UserAgents.Add(new UserAgent { UserId = me, Agent = "scribe", Enabled = true, Model = HostileTexts.All[3], Priority = TaskPriority.Normal, Instructions = all });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
    }

    /// <summary>What administrators are shown of others: deliveries, a pause, people, the audit log. Two deliveries come back: one from the store, one sent.</summary>
    private async Task<(Guid Stored, Guid Sent)> AddToAdministrationAsync(string all)
    {
        var stored = Guid.NewGuid();
        await rig.Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.Deliveries.Add(new Delivery
                {
                    Id = stored,
                    Event = "issue_comment",
                    Action = HostileTexts.All[0],
                    ReceivedAt = DateTimeOffset.UtcNow,
                    Outcome = DeliveryOutcome.Rejected,
                    Reason = all,
                    RepositoryFullName = HostileTexts.All[1],
                    IssueNumber = 1,
                });
                scope.Db.AdmissionPauses.Add(new AdmissionPause
                {
                    RepositoryId = AdmissionPause.Everything,
                    At = DateTimeOffset.UtcNow,
                    ById = 1,
                    ByLogin = HostileTexts.All[3],
                    Reason = all,
                });
                scope.Db.AdmissionPauses.Add(new AdmissionPause
                {
                    RepositoryId = 77,
                    RepositoryFullName = HostileTexts.All[2],
                    At = DateTimeOffset.UtcNow,
                    ById = 1,
                    ByLogin = HostileTexts.All[1],
                    Reason = HostileTexts.All[0],
                });
                var at = 0;
                foreach (var text in HostileTexts.All)
                {
                    scope.Db.Users.Add(new UserAccount { Id = 900_000 + at++, Login = text, Name = text, CreatedAt = DateTimeOffset.UtcNow, LastSignInAt = DateTimeOffset.UtcNow });
                    scope.Db.AuditEntries.Add(new AuditEntry { At = DateTimeOffset.UtcNow, ActorId = 7, Actor = text, Action = text, Target = text, Outcome = text, Address = text });
                }

                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return (stored, await rig.SendAsync($"@taskrelay agent=nobody {all}", 4712));
    }
}
