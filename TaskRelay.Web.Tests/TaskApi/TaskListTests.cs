using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>The list: order, filters, words, pages.</summary>
public abstract class TaskListTests(TestStore store) : IAsyncLifetime
{
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
    public async Task Every_task_is_on_exactly_one_page_newest_first()
    {
        var added = new List<Guid>();
        for (var number = 0; number < 7; number++)
        {
            added.Add((await _dashboard.AddTaskAsync(title: $"Task {number}")).Id);
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await _browser.GetJsonAsync($"/api/tasks?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("nextCursor").GetString();

            // What comes meanwhile is newer than any cursor: it shifts nothing.
            await _dashboard.AddTaskAsync(title: "later");
        }
        while (cursor is not null);
        Assert.Equal(added.AsEnumerable().Reverse(), seen);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cursor_of_somebody_elses_making_is_refused(string cursor)
    {
        using var answer = await _browser.GetAsync($"/api/tasks?cursor={cursor}");
        await Problems.ExpectAsync(answer, 400, "invalid_cursor");
    }

    [Fact]
    public async Task A_cursor_that_was_changed_is_refused()
    {
        await _dashboard.AddTaskAsync();
        await _dashboard.AddTaskAsync();
        var cursor = (await _browser.GetJsonAsync("/api/tasks?limit=1")).GetProperty("nextCursor").GetString()!;
        foreach (var at in new[] { 5, 1 })
        {
            // The last letter too, whose last bits mean nothing.
            var changed = cursor[..^at] + (cursor[^at] == 'A' ? 'B' : 'A') + cursor[(cursor.Length - at + 1)..];
            using var answer = await _browser.GetAsync($"/api/tasks?cursor={changed}");
            await Problems.ExpectAsync(answer, 400, "invalid_cursor");
        }
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=many")]
    [InlineData("status=done")]
    public async Task Values_out_of_bounds_are_refused(string query)
    {
        using var answer = await _browser.GetAsync($"/api/tasks?{query}");
        var problem = await Problems.ExpectAsync(answer, 400, "invalid_request");
        Assert.DoesNotContain("Nullable", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "abc")]
    [InlineData("status=failed", "b")]
    [InlineData("status=failed&status=queued", "ab")]
    [InlineData("agent=claude", "c")]
    [InlineData("agent=CLAUDE", "c")]
    [InlineData("repository=OCTO/Hello", "abc")]
    [InlineData("repository=octo/hell", "")]
    [InlineData("q=flaky", "b")]
    [InlineData("q=FLA+tes", "b")]
    [InlineData("q=laky", "")]
    [InlineData("q=hello", "abc")]
    [InlineData("q=77", "a")]
    [InlineData("q=%2377", "a")]
    [InlineData("q=7", "")]
    [InlineData("q=100%25", "c")]
    [InlineData("q=_", "")]
    [InlineData("q=%C3%BCber", "a")]
    [InlineData("q=rename+fluxx", "a")]
    public async Task Filters_narrow_it(string query, string expected)
    {
        await _dashboard.AddTaskAsync(title: "Über a rename", issue: 77, change: task => Change(task, "scribe", "rename (fluxx) please"));
        await _dashboard.AddTaskAsync(title: "The flaky test", status: RelayTaskStatus.Failed, change: task => Change(task, "scribe", "fix it"));
        await _dashboard.AddTaskAsync(title: "More speed", status: RelayTaskStatus.Succeeded, change: task => Change(task, "claude", "make it 100% faster"));
        var names = new Dictionary<string, string> { ["Über a rename"] = "a", ["The flaky test"] = "b", ["More speed"] = "c" };
        var list = await _browser.GetJsonAsync($"/api/tasks?{query}");
        var found = list.GetProperty("items").EnumerateArray().Select(item => names[item.GetProperty("issue").GetProperty("title").GetString()!]);
        Assert.Equal(expected, string.Concat(found.Order()));

        static void Change(RelayTask task, string agent, string instructions) => (task.Agent, task.Instructions) = (agent, instructions);
    }

    [Fact]
    public async Task In_each_order_every_task_is_on_exactly_one_page_also_where_keys_are_equal()
    {
        var now = DateTimeOffset.UtcNow;
        for (var number = 0; number < 9; number++)
        {
            var (cost, seconds) = (number % 3 * 0.1, number % 4);
            await _dashboard.AddTaskAsync(title: $"Task {number}", status: number % 4 == 3 ? RelayTaskStatus.Running : RelayTaskStatus.Succeeded, change: task =>
            {
                (task.CostUsd, task.StartedAt) = (cost, now.AddSeconds(-seconds));
                task.CompletedAt = task.Status == RelayTaskStatus.Running ? null : now.AddMinutes(-number % 5);
            });
        }

        var queries = _dashboard.Get<TaskQueries>();
        var caller = Caller.OfSession(_dashboard.GitHub.State.User("writer").Id, "writer", null, true, "00");
        foreach (var sort in Enum.GetValues<TaskSortKey>().SelectMany(key => new[] { new TaskSort(key), new TaskSort(key, true) }))
        {
            foreach (var ended in new[] { false, true })
            {
                var seen = new List<TaskView>();
                TaskPosition? after = null;
                do
                {
                    var page = ended
                        ? await queries.EndedAsync(caller, new TaskHistoryFilter(), sort, 2, after, CancellationToken.None)
                        : await queries.ListAsync(caller, new TaskFilter(), sort, 2, after, CancellationToken.None);
                    seen.AddRange(page.Items);

                    // As it goes through an address.
                    after = page.NextPosition is { } next ? TaskPosition.Parse(next.ToString()) : null;
                }
                while (after is not null);

                Assert.Equal(ended ? 7 : 9, seen.Select(task => task.Id).Distinct().Count());
                Assert.Equal(ended ? 7 : 9, seen.Count);
                var keys = seen.Select(task => sort.Key == TaskSortKey.Created ? task.CreatedAt.UtcTicks : sort.PositionOf(task).Value).ToList();
                Assert.Equal(sort.IsAscending ? keys.Order() : keys.OrderDescending(), keys);
            }
        }
    }

    [Fact]
    public async Task A_task_has_every_member_of_the_contract_with_nulls_written()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Failed);
        var view = await _browser.GetJsonAsync($"/api/tasks/{task.Id}");
        Assert.Equal(
            [
                "id", "status", "agent", "model", "priority", "source", "repository", "issue", "instructions", "createdBy", "attempt",
                "maxAttempts", "runner", "createdAt", "queuedAt", "startedAt", "completedAt", "stopRequestedAt", "deadlineAt", "progress",
                "baseBranch", "branch", "commitSha", "pullRequest", "summary", "usage", "error",
            ],
            view.EnumerateObject().Select(member => member.Name));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, view.GetProperty("pullRequest").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", view.GetProperty("createdAt").GetString()!);
        Assert.Equal("agent_failed", view.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("octo/hello", view.GetProperty("repository").GetProperty("fullName").GetString());
        Assert.Equal("comment", view.GetProperty("source").GetString());
    }

    public sealed class OnSqlite() : TaskListTests(TestStore.Sqlite);

    public sealed class OnPostgres() : TaskListTests(TestStore.Postgres);
}
