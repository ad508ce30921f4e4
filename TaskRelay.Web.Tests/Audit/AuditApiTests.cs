using System.Text.Json;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Audit;

/// <summary><c>GET /api/audit</c>: for administrators, filtered and paged.</summary>
public sealed class AuditApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private Dashboard _dashboard = null!;
    private TestBrowser _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync("maintainer");
        await _dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, stop) =>
            {
                scope.Db.AuditEntries.RemoveRange(scope.Db.AuditEntries);
                scope.Db.AuditEntries.AddRange(
                    Entry(1, "writer", 7, AuditActions.TaskStopped),
                    Entry(2, "Writer", 7, AuditActions.TaskRetried),
                    Entry(3, "writer-new", 7, AuditActions.TaskStopped),
                    Entry(4, "anonymous", null, AuditActions.Denied),
                    Entry(5, "evil\r\n\u001b[31m", 8, AuditActions.Denied));
                await scope.Db.SaveChangesAsync(stop);
            },
            CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Only_administrators_read_it()
    {
        using var nobody = new TestBrowser(_dashboard.Address);
        using var unknown = await nobody.GetAsync("/api/audit");
        await Problems.ExpectAsync(unknown, 401, "not_signed_in");
        using var browser = await _dashboard.SignInAsync("writer");
        using var refused = await browser.GetAsync("/api/audit");
        await Problems.ExpectAsync(refused, 403, "administrator_required");
        using var allowed = await _admin.GetAsync("/api/audit");
        Assert.Equal(200, (int)allowed.StatusCode);
    }

    [Fact]
    public async Task An_entry_has_every_member_and_forges_no_line()
    {
        using var answer = await _admin.GetAsync("/api/audit?limit=1");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(text, char.IsControl);
        var entry = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("items")[0];
        Assert.Equal(
            ["id", "at", "actor", "actorId", "action", "target", "outcome", "address"], entry.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.String, entry.GetProperty("id").ValueKind);
        Assert.Equal("2026-01-01T17:00:00.000Z", entry.GetProperty("at").GetString());
        Assert.Equal("evil\r\n\u001b[31m", entry.GetProperty("actor").GetString());
    }

    [Theory]
    [InlineData("", "5 4 3 2 1")]
    [InlineData("actor=writer", "2 1")]
    [InlineData("actor=@WRITER", "2 1")]
    [InlineData("actor=7", "3 2 1")]
    [InlineData("actor=nobody", "")]
    [InlineData("action=denied", "5 4")]
    [InlineData("action=denied&actor=anonymous", "4")]
    [InlineData("from=2026-01-01T15:00:00Z", "5 4 3")]
    [InlineData("to=2026-01-01T15:00:00Z", "2 1")]
    [InlineData("from=2026-01-01T14:00:00%2B01:00&to=2026-01-01T14:00:00.001", "2 1")]
    [InlineData("from=2026-01-02", "")]
    public async Task Filters_narrow_it_down(string query, string hours)
    {
        var list = await _admin.GetJsonAsync($"/api/audit?{query}");
        Assert.Equal(hours, string.Join(' ', list.GetProperty("items").EnumerateArray().Select(HourOf)));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task It_is_paged_by_cursors_of_its_own()
    {
        var (seen, cursor) = (new List<string>(), "");
        for (var pages = 0; pages < 3; pages++)
        {
            var page = await _admin.GetJsonAsync($"/api/audit?limit=2{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(HourOf));
            cursor = "&cursor=" + page.GetProperty("nextCursor").GetString();
        }

        Assert.Equal(["5", "4", "3", "2", "1"], seen);
        Assert.Equal("&cursor=", cursor);

        await _dashboard.AddTaskAsync();
        await _dashboard.AddTaskAsync();
        var other = (await _admin.GetJsonAsync("/api/tasks?limit=1")).GetProperty("nextCursor").GetString();
        foreach (var bad in new[] { other, "5", "AAAA" })
        {
            using var answer = await _admin.GetAsync($"/api/audit?cursor={bad}");
            await Problems.ExpectAsync(answer, 400, "invalid_cursor");
        }
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("from=yesterday")]
    [InlineData("to=5")]
    public async Task Values_that_mean_nothing_are_refused(string query)
    {
        using var answer = await _admin.GetAsync($"/api/audit?{query}");
        var problem = await Problems.ExpectAsync(answer, 400, "invalid_request");
        Assert.True(problem.GetProperty("errors").TryGetProperty(query.Split('=')[0], out _));
    }

    /// <summary>An entry is told apart by its hour after noon.</summary>
    private static AuditEntry Entry(int hour, string actor, long? actorId, string action) =>
        new() { At = Noon.AddHours(hour), Actor = actor, ActorId = actorId, Action = action, Target = "task x", Outcome = "done" };

    private static string HourOf(JsonElement entry) => $"{entry.GetProperty("at").GetDateTimeOffset().Hour - 12}";
}
