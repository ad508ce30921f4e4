using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>State for those who ask often, stop and retry.</summary>
public sealed class TaskStatusTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _browser = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_tag_changes_with_the_state_and_only_then()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        using var first = await _browser.GetAsync($"/api/tasks/{task.Id}/status");
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.Equal("running", (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());

        using var same = await _browser.GetAsync($"/api/tasks/{task.Id}/status", ("If-None-Match", tag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(tag, same.Headers.ETag);
        using var oneOfTwo = await _browser.GetAsync($"/api/tasks/{task.Id}/status", ("If-None-Match", $"\"other\", {tag.Tag}"));
        Assert.Equal(HttpStatusCode.NotModified, oneOfTwo.StatusCode);

        await _dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        using var changed = await _browser.GetAsync($"/api/tasks/{task.Id}/status", ("If-None-Match", tag.Tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
    }

    [Fact]
    public async Task Stop_is_accepted_once_and_repeats_change_nothing()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        using var first = await StopAsync(task);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("stopping", (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        using var again = await StopAsync(task);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        var queued = await _dashboard.AddTaskAsync();
        using var stopped = await StopAsync(queued);
        Assert.Equal("stopped", (await stopped.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(RelayTaskStatus.Succeeded)]
    [InlineData(RelayTaskStatus.Failed)]
    [InlineData(RelayTaskStatus.TimedOut)]
    [InlineData(RelayTaskStatus.Rejected)]
    public async Task A_finished_task_can_not_be_stopped(RelayTaskStatus status)
    {
        using var answer = await StopAsync(await _dashboard.AddTaskAsync(status: status));
        await Problems.ExpectAsync(answer, 409, "already_finished");
    }

    [Fact]
    public async Task Retry_queues_a_new_attempt_with_what_it_changes()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Failed);
        using var answer = await _browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/retry", new { agent = "Claude-Code", instructions = "harder" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("queued", view.GetProperty("status").GetString());
        Assert.Equal(2, view.GetProperty("attempt").GetInt32());
        Assert.Equal("claude", view.GetProperty("agent").GetString());
        Assert.Equal("harder", view.GetProperty("instructions").GetString());

        using var again = await _browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/retry");
        await Problems.ExpectAsync(again, 409, "not_retryable");
    }

    [Fact]
    public async Task Retry_needs_no_body_and_ends_with_the_attempts()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Stopped, change: row => row.Attempt = 2);
        using var answer = await _browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/retry");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var last = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Stopped, change: row => row.Attempt = 3);
        using var refused = await _browser.SendAsync(HttpMethod.Post, $"/api/tasks/{last.Id}/retry");
        await Problems.ExpectAsync(refused, 409, "attempts_exhausted");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0199f0c2-0000-7000-8000-000000000000")]
    public async Task What_names_no_task_is_404(string id)
    {
        using var answer = await _browser.GetAsync($"/api/tasks/{id}");
        await Problems.ExpectAsync(answer, 404, "task_not_found");
        using var page = await _browser.GetAsync($"/tasks/{id}");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("Nothing here", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> StopAsync(RelayTask task) => _browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop");
}
