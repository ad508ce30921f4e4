using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Queue;

/// <summary>An administrator stops the taking up of new work, and sees when it is drained.</summary>
public sealed class PauseTests : IAsyncLifetime
{
    private const string Path = "/api/admin/pause";

    private Dashboard _dashboard = null!;
    private TestBrowser _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync(withApp: true);
        _administrator = await _dashboard.SignInAsync("maintainer");
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_pause_is_told_with_its_reason_and_is_drained_when_nothing_runs()
    {
        var running = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        await _dashboard.AddTaskAsync(issue: 2);
        var state = await SetAsync(Path, new { paused = true, reason = " an upgrade " });
        Assert.Equal(["paused", "drained", "running", "queued", "instance", "repositories"], state.EnumerateObject().Select(member => member.Name));
        Assert.Equal((true, false, 1, 1), Facts(state));
        var instance = state.GetProperty("instance");
        Assert.Equal(["repository", "since", "by", "reason", "running", "drained"], instance.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("maintainer", "an upgrade"), (instance.GetProperty("by").GetString(), instance.GetProperty("reason").GetString()));

        await _dashboard.MoveAsync(running, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        Assert.False((await _administrator.GetJsonAsync(Path)).GetProperty("drained").GetBoolean());
        await _dashboard.MoveAsync(running, RelayTaskStatus.Stopping, RelayTaskStatus.Stopped);
        Assert.Equal((true, true, 0, 1), Facts(await _administrator.GetJsonAsync(Path)));

        // The same wish again changes nothing, and goes on just once.
        await SetAsync(Path, new { paused = true, reason = "an upgrade" });
        Assert.Equal((false, false, 0, 1), Facts(await SetAsync(Path, new { paused = false, reason = (string?)null })));
        await SetAsync(Path, new { paused = false, reason = (string?)null });
        Assert.Equal(
            [(AuditActions.AdmissionPaused, "instance"), (AuditActions.AdmissionResumed, "instance")],
            await _dashboard.Relay.ReadAsync(async db => (await db.AuditEntries.Where(row => row.Action.StartsWith("admission_")).OrderBy(row => row.Id).ToListAsync())
                .Select(row => (row.Action, row.Target!)).ToList()));
    }

    [Fact]
    public async Task A_repository_is_paused_on_its_own_and_found_by_any_spelling_of_its_name()
    {
        await SetAsync($"{Path}/repositories/octo/hello", new { paused = true, reason = (string?)null });
        var state = await SetAsync($"{Path}/repositories/OCTO/Hello", new { paused = true, reason = "moving" });
        Assert.False(state.GetProperty("paused").GetBoolean());
        var only = Assert.Single(state.GetProperty("repositories").EnumerateArray());
        Assert.Equal(("octo/hello", "moving", true), (only.GetProperty("repository").GetString(), only.GetProperty("reason").GetString(), only.GetProperty("drained").GetBoolean()));
        Assert.Equal(_dashboard.RepositoryId, await _dashboard.Relay.ReadAsync(db => db.AdmissionPauses.Select(row => row.RepositoryId).SingleAsync()));
        Assert.Empty((await SetAsync($"{Path}/repositories/octo/hello", new { paused = false, reason = (string?)null })).GetProperty("repositories").EnumerateArray());
        using var unknown = await _administrator.SendAsync(HttpMethod.Put, $"{Path}/repositories/octo/nowhere", new { paused = true, reason = (string?)null });
        await Problems.ExpectAsync(unknown, 404, "repository_not_installed");
    }

    [Fact]
    public async Task A_wish_that_is_none_is_refused()
    {
        foreach (var body in new object[] { new { paused = (bool?)null, reason = (string?)null }, new { paused = true, reason = new string('x', 201) }, new { paused = true, reason = "two\nlines" } })
        {
            foreach (var path in new[] { Path, $"{Path}/repositories/octo/hello" })
            {
                using var answer = await _administrator.SendAsync(HttpMethod.Put, path, body);
                await Problems.ExpectAsync(answer, 400, "invalid_request");
            }
        }

        Assert.False((await _administrator.GetJsonAsync(Path)).GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task A_launch_that_was_planned_before_the_pause_does_not_begin_after_it()
    {
        var task = await _dashboard.AddTaskAsync();
        var launcher = _dashboard.Get<TaskLauncher>();
        await SetAsync(Path, new { paused = true, reason = (string?)null });
        Assert.Null(await launcher.ClaimAsync(task, CancellationToken.None));
        await SetAsync(Path, new { paused = false, reason = (string?)null });
        await SetAsync($"{Path}/repositories/octo/hello", new { paused = true, reason = (string?)null });
        Assert.Null(await launcher.ClaimAsync(task, CancellationToken.None));
        await SetAsync($"{Path}/repositories/octo/hello", new { paused = false, reason = (string?)null });
        Assert.NotNull(await launcher.ClaimAsync(task, CancellationToken.None));
    }

    [Fact]
    public async Task The_time_of_a_pause_does_not_count_as_waiting()
    {
        var now = DateTimeOffset.UtcNow;
        var before = await _dashboard.AddTaskAsync(change: row => (row.QueuedAt, row.DeadlineAt) = (now.AddHours(-20), now.AddHours(4)));
        var during = await _dashboard.AddTaskAsync(issue: 2, change: row => (row.QueuedAt, row.DeadlineAt) = (now.AddHours(-1), now.AddHours(23)));
        await _dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.AdmissionPauses.Add(new AdmissionPause { RepositoryId = AdmissionPause.Everything, At = now.AddHours(-10), ById = 1, ByLogin = "maintainer" });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        await SetAsync(Path, new { paused = false, reason = (string?)null });
        Assert.InRange(await DeadlineAsync(before) - now, TimeSpan.FromHours(14), TimeSpan.FromHours(14.1));
        Assert.InRange(await DeadlineAsync(during) - now, TimeSpan.FromHours(24), TimeSpan.FromHours(24.1));
    }

    private async Task<DateTimeOffset> DeadlineAsync(RelayTask task) =>
        (await _dashboard.Relay.ReadAsync(db => db.Tasks.Where(row => row.Id == task.Id).Select(row => row.DeadlineAt).SingleAsync()))!.Value;

    private static (bool Paused, bool Drained, int Running, int Queued) Facts(JsonElement state) => (
        state.GetProperty("paused").GetBoolean(), state.GetProperty("drained").GetBoolean(), state.GetProperty("running").GetInt32(), state.GetProperty("queued").GetInt32());

    private async Task<JsonElement> SetAsync(string path, object wish)
    {
        using var answer = await _administrator.SendAsync(HttpMethod.Put, path, wish);
        Assert.True((int)answer.StatusCode == 200, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
