using System.Text.Json;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>Ended tasks by the time of their end, with figures.</summary>
public abstract class TaskHistoryTests(TestStore store) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private Dashboard _dashboard = null!;
    private TestBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync(await store.NewAsync());
        _browser = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Every_ended_task_is_on_one_page_newest_completion_first()
    {
        // Made in another order than they ended, three of them at one moment.
        var ended = new List<RelayTask>();
        foreach (var minute in new[] { 3, 1, 5, 5, 5, 2 })
        {
            ended.Add(await EndAsync(RelayTaskStatus.Succeeded, minute, seconds: 10));
        }

        await _dashboard.AddTaskAsync();
        await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running);
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await _browser.GetJsonAsync($"/api/tasks/history?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.Equal(["items", "nextCursor", "summary"], page.EnumerateObject().Select(member => member.Name));
            Assert.Equal(cursor is null ? JsonValueKind.Object : JsonValueKind.Null, page.GetProperty("summary").ValueKind);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(ended.OrderByDescending(task => task.CompletedAt).ThenByDescending(task => task.Id.ToString()).Select(task => task.Id), seen);
    }

    [Fact]
    public async Task The_summary_counts_every_end_and_takes_the_median_of_those_that_started()
    {
        await EndAsync(RelayTaskStatus.Succeeded, 1, seconds: 10);
        await EndAsync(RelayTaskStatus.Succeeded, 2, seconds: 20);
        await EndAsync(RelayTaskStatus.Failed, 3, seconds: 31);
        await EndAsync(RelayTaskStatus.TimedOut, 4, seconds: 3600);
        await EndAsync(RelayTaskStatus.Stopped, 5, seconds: null);
        await EndAsync(RelayTaskStatus.Rejected, 6, seconds: null);
        var summary = (await _browser.GetJsonAsync("/api/tasks/history?limit=1")).GetProperty("summary");
        Assert.Equal(
            """{"succeeded":2,"failed":1,"timedOut":1,"stopped":1,"rejected":1,"medianSeconds":25.5,"truncated":false}""", summary.GetRawText());
        var empty = (await _browser.GetJsonAsync("/api/tasks/history?status=rejected")).GetProperty("summary");
        Assert.Equal(
            """{"succeeded":0,"failed":0,"timedOut":0,"stopped":0,"rejected":1,"medianSeconds":null,"truncated":false}""", empty.GetRawText());
    }

    [Theory]
    [InlineData("", "abc")]
    [InlineData("status=failed", "b")]
    [InlineData("status=failed&status=succeeded", "ab")]
    [InlineData("status=running", "")]
    [InlineData("status=&repository=&agent=&q=&from=&to=&cursor=", "abc")]
    [InlineData("agent=claude-code", "c")]
    [InlineData("repository=OCTO/hello", "abc")]
    [InlineData("repository=octo/other", "")]
    [InlineData("q=flaky", "b")]
    [InlineData("from=2026-03-01T12:02:00Z", "bc")]
    [InlineData("from=2026-03-01T12:02:00.001Z", "c")]
    [InlineData("to=2026-03-01T12:02:00Z", "a")]
    [InlineData("from=2026-03-01T13:02:00%2B01:00&to=2026-03-01T12:03", "b")]
    [InlineData("from=2026-03-01&to=2026-03-02", "abc")]
    [InlineData("from=2026-03-01&to=2026-03-01", "")]
    public async Task Filters_narrow_it_and_its_figures(string query, string expected)
    {
        await EndAsync(RelayTaskStatus.Succeeded, 1, 1, task => task.IssueTitle = "a");
        await EndAsync(RelayTaskStatus.Failed, 2, 1, task => (task.IssueTitle, task.Instructions) = ("b", "the flaky one"));
        await EndAsync(RelayTaskStatus.Stopped, 3, 1, task => (task.IssueTitle, task.Agent) = ("c", "claude"));
        var page = await _browser.GetJsonAsync($"/api/tasks/history?{query}");
        Assert.Equal(expected, string.Concat(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("issue").GetProperty("title").GetString()).Order()));
        var counts = page.GetProperty("summary").EnumerateObject().Where(member => member.Name is not ("medianSeconds" or "truncated"));
        Assert.Equal(expected.Length, counts.Sum(member => member.Value.GetInt32()));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-13-01", "from")]
    [InlineData("to=2026-03-01T25:00:00Z", "to")]
    [InlineData("from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("status=done", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    public async Task Values_that_mean_nothing_are_refused(string query, string field)
    {
        using var answer = await _browser.GetAsync($"/api/tasks/history?{query}");
        var problem = await Problems.ExpectAsync(answer, 400, "invalid_request");
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Nobody_sees_or_counts_what_is_not_theirs()
    {
        await EndAsync(RelayTaskStatus.Succeeded, 1, 1);
        await EndAsync(RelayTaskStatus.Failed, 2, 1, by: "reader");
        using var reader = await _dashboard.SignInAsync("reader");
        var page = await reader.GetJsonAsync("/api/tasks/history");
        Assert.Equal("failed", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("status").GetString());
        Assert.Equal((0, 1), (page.GetProperty("summary").GetProperty("succeeded").GetInt32(), page.GetProperty("summary").GetProperty("failed").GetInt32()));
        using var nobody = new TestBrowser(_dashboard.Address);
        using var anonymous = await nobody.GetAsync("/api/tasks/history");
        await Problems.ExpectAsync(anonymous, 401, "not_signed_in");
    }

    [Fact]
    public async Task Without_GitHubs_word_there_are_no_figures()
    {
        await EndAsync(RelayTaskStatus.Succeeded, 1, 1);
        _dashboard.GitHub.Faults.Add(Fault.ServerError("/user/installations", 503, times: 100));
        using var answer = await _browser.GetAsync("/api/tasks/history");
        await Problems.ExpectAsync(answer, 502, "github_unavailable");
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await EndAsync(RelayTaskStatus.Succeeded, 1, 1);
        await EndAsync(RelayTaskStatus.Succeeded, 2, 1);
        var ofHistory = (await _browser.GetJsonAsync("/api/tasks/history?limit=1")).GetProperty("nextCursor").GetString()!;
        var ofTasks = (await _browser.GetJsonAsync("/api/tasks?limit=1")).GetProperty("nextCursor").GetString()!;
        foreach (var path in new[] { $"/api/tasks/history?cursor={ofTasks}", $"/api/tasks?cursor={ofHistory}", $"/api/tasks/history?cursor={ofHistory}A", "/api/tasks/history?cursor=x" })
        {
            using var answer = await _browser.GetAsync(path);
            await Problems.ExpectAsync(answer, 400, "invalid_cursor");
        }
    }

    private Task<RelayTask> EndAsync(RelayTaskStatus status, int minute, int? seconds, Action<RelayTask>? change = null, string by = "writer") =>
        _dashboard.AddTaskAsync(by, status, change: task =>
        {
            task.CompletedAt = Noon.AddMinutes(minute);
            task.StartedAt = task.CompletedAt - (seconds is { } length ? TimeSpan.FromSeconds(length) : null);
            change?.Invoke(task);
        });

    public sealed class OnSqlite() : TaskHistoryTests(TestStore.Sqlite);

    public sealed class OnPostgres() : TaskHistoryTests(TestStore.Postgres);
}
