using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>A task's log, in pages and live.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

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
    public async Task Pages_of_the_log_go_on_after_a_number()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        await _dashboard.AddLogAsync(task, "stdout", 1, "one", "two", "three");
        var page = await _browser.GetJsonAsync($"/api/tasks/{task.Id}/events?limit=2");
        var (state, one) = (page.GetProperty("items")[0], page.GetProperty("items")[1]);
        Assert.Equal(["seq", "attempt", "at", "kind", "stream", "text", "status", "error"], state.EnumerateObject().Select(member => member.Name));
        Assert.Equal("running", state.GetProperty("status").GetString());
        Assert.Equal(["seq", "attempt", "at", "kind", "stream", "text"], one.EnumerateObject().Select(member => member.Name));
        Assert.Equal("one", one.GetProperty("text").GetString());

        var rest = await _browser.GetJsonAsync($"/api/tasks/{task.Id}/events?after={page.GetProperty("nextCursor").GetString()}");
        Assert.Equal(["two", "three"], rest.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("text").GetString()));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task A_stream_tells_what_was_and_what_comes_and_its_end()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        await _dashboard.AddLogAsync(task, "stdout", 1, "before");
        using var limit = new CancellationTokenSource(Patience);
        using var response = await _browser.GetAsync($"/api/tasks/{task.Id}/stream");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var events = await ReaderAsync(response, limit.Token);

        Assert.Equal("state", (await NextAsync(events)).EventType);
        Assert.Equal("before", TextOf(await NextAsync(events)));
        await _dashboard.AddLogAsync(task, "stdout", 2, "live");
        var live = await NextAsync(events);
        Assert.Equal(("log", "live", "3"), (live.EventType, TextOf(live), live.EventId));

        await _dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        Assert.Equal("state", (await NextAsync(events)).EventType);
        var end = await NextAsync(events);
        Assert.Equal(("end", "4"), (end.EventType, end.EventId));
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_goes_on_where_it_was()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        await _dashboard.AddLogAsync(task, "stdout", 1, "one", "two", "three");
        await _dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        using var limit = new CancellationTokenSource(Patience);
        using var response = await _browser.GetAsync($"/api/tasks/{task.Id}/stream", ("Last-Event-ID", "3"));
        await using var events = await ReaderAsync(response, limit.Token);
        Assert.Equal("three", TextOf(await NextAsync(events)));
        Assert.Equal("state", (await NextAsync(events)).EventType);
        Assert.Equal("end", (await NextAsync(events)).EventType);

        using var past = await _browser.GetAsync($"/api/tasks/{task.Id}/stream", ("Last-Event-ID", "5"));
        Assert.Equal(HttpStatusCode.NoContent, past.StatusCode);
        using var wrong = await _browser.GetAsync($"/api/tasks/{task.Id}/stream", ("Last-Event-ID", "five"));
        await Problems.ExpectAsync(wrong, 400, "invalid_request");
    }

    [Fact]
    public async Task A_stream_ends_with_its_readers_session()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        using var limit = new CancellationTokenSource(Patience);
        using var response = await _browser.GetAsync($"/api/tasks/{task.Id}/stream");
        await using var events = await ReaderAsync(response, limit.Token);
        Assert.Equal("state", (await NextAsync(events)).EventType);
        using (await _browser.SendAsync(HttpMethod.Post, "/api/auth/logout"))
        {
        }

        await _dashboard.AddLogAsync(task, "stdout", 1, "not for them any more");
        Assert.False(await events.MoveNextAsync());
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> ReaderAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current;
    }

    private static string? TextOf(SseItem<string> item) => JsonSerializer.Deserialize<JsonElement>(item.Data).GetProperty("text").GetString();
}
