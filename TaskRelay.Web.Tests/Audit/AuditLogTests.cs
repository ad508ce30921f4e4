using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Audit;

/// <summary>What the audit log is told, and what it is not.</summary>
public sealed class AuditLogTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Stop_and_retry_name_who_did_it_and_from_where()
    {
        var task = await _dashboard.AddTaskAsync();
        using var browser = await _dashboard.SignInAsync("writer");
        foreach (var action in new[] { "stop", "stop", "retry" })
        {
            using var answer = await browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/{action}");
            Assert.True(answer.IsSuccessStatusCode);
        }

        var entries = await EntriesAsync(AuditActions.TaskStopped, AuditActions.TaskRetried);
        Assert.Equal([AuditActions.TaskStopped, AuditActions.TaskRetried], entries.Select(entry => entry.Action));
        Assert.All(entries, entry =>
        {
            Assert.Equal((_dashboard.GitHub.State.User("writer").Id, "writer", "127.0.0.1"), (entry.ActorId, entry.Actor, entry.Address));
            Assert.Equal(($"task {task.Id}", "done"), (entry.Target, entry.Outcome));
        });
    }

    [Fact]
    public async Task Tokens_are_told_of_without_the_token()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        using var program = await ApiClient.MadeByAsync(browser, _dashboard.Address, "tasks:read");
        var id = (await browser.GetJsonAsync("/api/tokens")).GetProperty("items")[0].GetProperty("id").GetString();
        using var answer = await browser.SendAsync(HttpMethod.Delete, $"/api/tokens/{id}");
        var entries = await EntriesAsync(AuditActions.TokenCreated, AuditActions.TokenRevoked);
        Assert.Equal([$"token {id} (tasks:read)", $"token {id}"], entries.Select(entry => entry.Target));
        await NothingHoldsAsync(program.Token);
    }

    [Fact]
    public async Task A_denial_is_written_once_a_minute_however_often_it_is_caused()
    {
        var hidden = await _dashboard.AddTaskAsync(by: "maintainer");
        var own = await _dashboard.AddTaskAsync(by: "reader");
        using var browser = await _dashboard.SignInAsync("reader");
        using var program = await ApiClient.MadeByAsync(browser, _dashboard.Address, "tasks:read");
        using var forged = new ApiClient(_dashboard.Address, "trt_forged-and-secret");
        using var nobody = new TestBrowser(_dashboard.Address);
        for (var time = 0; time < 3; time++)
        {
            using var notYours = await browser.GetAsync($"/api/tasks/{hidden.Id}");
            using var page = await browser.GetAsync($"/tasks/{hidden.Id}");
            using var missing = await browser.GetAsync($"/api/tasks/{Guid.CreateVersion7()}");
            using var scope = await program.SendAsync(HttpMethod.Post, $"/api/tasks/{own.Id}/stop");
            using var crossed = await browser.SendAsync(HttpMethod.Post, $"/api/tasks/{own.Id}/stop", null, ("Origin", "https://evil.example"));
            using var audit = await browser.GetAsync("/api/audit");
            using var invalid = await forged.GetAsync($"/api/tasks?q={time}");
            using var unknown = await nobody.GetAsync("/api/tasks");
        }

        var entries = await EntriesAsync(AuditActions.Denied);
        Assert.Equal(
            [
                $"reader task {hidden.Id} task_not_found",
                "reader POST /api/tasks/{id}/stop insufficient_scope",
                "reader POST /api/tasks/{id}/stop cross_origin",
                "reader GET /api/audit administrator_required",
                "anonymous GET /api/tasks invalid_token",
            ],
            entries.Select(entry => $"{entry.Actor} {entry.Target} {entry.Outcome}"));
        await NothingHoldsAsync("forged-and-secret");
    }

    [Fact]
    public async Task An_administrators_look_at_what_GitHub_would_not_show_them_is_written_down()
    {
        var elsewhere = await _dashboard.AddTaskAsync(by: "writer", repositoryId: 999_999);
        var within = await _dashboard.AddTaskAsync(by: "writer");
        var own = await _dashboard.AddTaskAsync(by: "maintainer", repositoryId: 999_999);
        using var browser = await _dashboard.SignInAsync("maintainer");
        foreach (var task in new[] { elsewhere, within, own })
        {
            foreach (var path in new[] { $"/api/tasks/{task.Id}", $"/api/tasks/{task.Id}/events", $"/tasks/{task.Id}" })
            {
                using var answer = await browser.GetAsync(path);
                Assert.Equal(200, (int)answer.StatusCode);
            }
        }

        var entry = Assert.Single(await EntriesAsync(AuditActions.TaskReadByAdministrator));
        Assert.Equal(("maintainer", $"task {elsewhere.Id}"), (entry.Actor, entry.Target));
    }

    [Fact]
    public async Task A_page_alone_is_a_look_too()
    {
        var elsewhere = await _dashboard.AddTaskAsync(by: "writer", repositoryId: 999_999);
        using var browser = await _dashboard.SignInAsync("maintainer");
        using var answer = await browser.GetAsync($"/tasks/{elsewhere.Id}");
        Assert.Single(await EntriesAsync(AuditActions.TaskReadByAdministrator));
    }

    private Task<List<AuditEntry>> EntriesAsync(params string[] actions) =>
        _dashboard.Relay.ReadAsync(db => db.AuditEntries.Where(entry => actions.Contains(entry.Action)).OrderBy(entry => entry.Id).ToListAsync());

    private async Task NothingHoldsAsync(string secret) =>
        Assert.DoesNotContain(secret, JsonSerializer.Serialize(await _dashboard.Relay.ReadAsync(db => db.AuditEntries.ToListAsync())), StringComparison.Ordinal);
}
