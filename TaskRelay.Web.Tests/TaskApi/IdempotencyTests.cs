using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>A wish that is sent again under its key is the same wish.</summary>
public abstract class IdempotencyTests(TestStore store) : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RegisteredApp.StartAsync(await store.NewAsync());
        _writer = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_same_key_and_values_answer_with_the_same_task()
    {
        using var first = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1, agent = "scribe" }, "k1");
        var id = (await first.JsonAsync(201)).GetProperty("id").GetGuid();

        // Other order, nulls written out: the values are compared, not the bytes.
        using var again = await _writer.AskAsync(new { agent = "scribe", issueNumber = 1, model = (string?)null, repository = "octo/hello" }, "k1");
        Assert.Equal(id, (await again.JsonAsync(200)).GetProperty("id").GetGuid());
        using var other = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 2, agent = "scribe" }, "k1");
        await Problems.ExpectAsync(other, 409, "idempotency_key_reused");
        using var newKey = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1, agent = "scribe" }, "K1");
        Assert.NotEqual(id, (await newKey.JsonAsync(201)).GetProperty("id").GetGuid());
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        using var maintainer = await _dashboard.SignInAsync("maintainer");
        using var mine = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        using var theirs = await maintainer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        Assert.NotEqual((await mine.JsonAsync(201)).GetProperty("id").GetGuid(), (await theirs.JsonAsync(201)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Equal_wishes_at_one_moment_make_one_task()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "at-once")));
        Assert.Single(answers, answer => (int)answer.StatusCode == 201);
        Assert.Equal(11, answers.Count(answer => (int)answer.StatusCode == 200));
        var ids = new HashSet<Guid>();
        foreach (var answer in answers)
        {
            ids.Add((await answer.JsonAsync((int)answer.StatusCode)).GetProperty("id").GetGuid());
        }

        Assert.Single(ids);
        Assert.Equal(1, await CountAsync());
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(row => row.Action == "task_created")));
    }

    [Fact]
    public async Task A_repeat_is_answered_without_asking_GitHub_again()
    {
        using var first = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        await first.JsonAsync(201);
        _dashboard.GitHub.Faults.Add(Fault.ServerError("/repos/", 503, times: 50));
        using var again = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        await again.JsonAsync(200);
    }

    [Fact]
    public async Task A_refused_wish_leaves_its_key_free()
    {
        using var refused = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 999 }, "k");
        await Problems.ExpectAsync(refused, 404, "issue_not_found");
        using var other = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        await other.JsonAsync(201);
    }

    [Fact]
    public async Task A_key_whose_task_was_cleared_away_is_free_again()
    {
        using var first = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        var id = (await first.JsonAsync(201)).GetProperty("id").GetGuid();
        await _dashboard.Get<IWriteGate>().WriteAsync((scope, token) => scope.Db.Tasks.ExecuteDeleteAsync(token), CancellationToken.None);
        using var again = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, "k");
        Assert.NotEqual(id, (await again.JsonAsync(201)).GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task A_key_is_visible_ASCII(string key)
    {
        using var answer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, key);
        await Problems.ExpectAsync(answer, 400, "invalid_request");
    }

    [Fact]
    public async Task A_key_has_a_bound()
    {
        using var longest = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, new string('k', 255));
        await longest.JsonAsync(201);
        using var longer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 }, new string('k', 256));
        await Problems.ExpectAsync(longer, 400, "invalid_request");
    }

    private Task<int> CountAsync() => _dashboard.Relay.ReadAsync(db => db.Tasks.CountAsync());

    public sealed class OnSqlite() : IdempotencyTests(TestStore.Sqlite);

    public sealed class OnPostgres() : IdempotencyTests(TestStore.Postgres);
}
