using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Data;
using TaskRelay.Web.Operations.Backups;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>What the pages for administrators read and do, on both databases.</summary>
public abstract class AdministrationTests(TestStore store) : IAsyncLifetime
{
    private static readonly AuditActor By = new(1, "maintainer", null);

    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() =>
        _dashboard = await Dashboard.StartAsync(await store.NewAsync(new Dictionary<string, string?> { ["Administrators"] = "maintainer,not-here-yet" }));

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task People_are_listed_with_why_they_administer_and_what_they_have()
    {
        using var writer = await _dashboard.SignInAsync("writer");
        using var again = await _dashboard.SignInAsync("writer");
        using var maintainer = await _dashboard.SignInAsync("maintainer");
        using var made = await writer.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "n", scopes = new[] { "tasks:read" }, expiresAt = (string?)null });
        Assert.Equal(201, (int)made.StatusCode);
        await _dashboard.AddTaskAsync();

        var users = _dashboard.Get<UserQueries>();
        var first = await users.ListAsync(null, null, 1, CancellationToken.None);
        Assert.Equal(("maintainer", "maintainer"), (first.Items.Single().Login, first.Items.Single().AdministratorBy));
        var second = await users.ListAsync(null, UserPosition.Parse(first.Next!.ToString()), 1, CancellationToken.None);
        var known = second.Items.Single();
        Assert.Equal(("writer", (string?)null, 2, 1, 1), (known.Login, known.AdministratorBy, known.Sessions, known.Tokens, known.Tasks));
        Assert.Null(second.Next);
        Assert.Equal(["not-here-yet"], await users.AwaitedAsync(CancellationToken.None));
        foreach (var words in new[] { "@WRIT", $"{known.Id}" })
        {
            Assert.Equal("writer", (await users.ListAsync(words, null, 10, CancellationToken.None)).Items.Single().Login);
        }

        _dashboard.Get<IConfiguration>()["Administrators"] = $"{known.Id}";
        Assert.Equal([null, $"{known.Id}"], (await users.ListAsync(null, null, 10, CancellationToken.None)).Items.Select(user => user.AdministratorBy));
    }

    [Fact]
    public async Task Ending_all_sessions_of_a_person_ends_theirs_alone_and_is_audited()
    {
        using var writer = await _dashboard.SignInAsync("writer");
        using var again = await _dashboard.SignInAsync("writer");
        using var maintainer = await _dashboard.SignInAsync("maintainer");
        var id = _dashboard.GitHub.State.User("writer").Id;
        Assert.Equal(2, await _dashboard.Get<SessionStore>().EndAllAsync(id, By, CancellationToken.None));
        foreach (var browser in new[] { writer, again })
        {
            using var refused = await browser.GetAsync("/api/tasks");
            Assert.Equal(401, (int)refused.StatusCode);
        }

        using var allowed = await maintainer.GetAsync("/api/tasks");
        Assert.Equal(200, (int)allowed.StatusCode);
        Assert.Equal(0, await _dashboard.Get<ApiTokenStore>().RevokeAllAsync(id, By, CancellationToken.None));
        var entries = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.Where(row => row.Target == $"user {id}").OrderBy(row => row.Id).Select(row => row.Action).ToListAsync());
        Assert.Equal([AuditActions.SessionsEnded, AuditActions.TokensRevoked], entries);
    }

    [Fact]
    public async Task Deliveries_are_found_by_numbers_ids_words_and_days_page_by_page()
    {
        var task = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        Delivery[] rows =
        [
            Row(DeliveryOutcome.Accepted, "Octo/Hello", null, 41, at, task),
            Row(DeliveryOutcome.Ignored, "octo/other", "no_command", 42, at, null),
            Row(DeliveryOutcome.Ignored, null, "event_not_used", null, at.AddDays(1), null),
        ];
        await WriteAsync(db => db.Deliveries.AddRange(rows));
        async Task<List<Guid>> FindAsync(DeliveryFilter filter) =>
            [.. (await _dashboard.Get<DeliveryQueries>().ListAsync(filter, null, 10, CancellationToken.None)).Items.Select(row => row.Id)];

        Assert.Equal([rows[0].Id], await FindAsync(new DeliveryFilter { Text = "#41" }));
        Assert.Equal([rows[0].Id], await FindAsync(new DeliveryFilter { Text = task.ToString() }));
        Assert.Equal([rows[1].Id], await FindAsync(new DeliveryFilter { Text = rows[1].Id.ToString().ToUpperInvariant() }));
        Assert.Equal([rows[0].Id], await FindAsync(new DeliveryFilter { Text = "HELLO" }));
        Assert.Equal([rows[2].Id], await FindAsync(new DeliveryFilter { Text = "not_used" }));
        Assert.Empty(await FindAsync(new DeliveryFilter { Text = "no%command" }));
        Assert.Equal([rows[2].Id], await FindAsync(new DeliveryFilter { From = at.AddHours(12) }));
        Assert.Equal(2, (await FindAsync(new DeliveryFilter { To = at.AddHours(12) })).Count);

        var seen = new List<Guid>();
        DeliveryPosition? after = null;
        do
        {
            var page = await _dashboard.Get<DeliveryQueries>().ListAsync(new DeliveryFilter(), after, 1, CancellationToken.None);
            seen.AddRange(page.Items.Select(row => row.Id));
            after = DeliveryPosition.Parse(page.Next?.ToString());
        }
        while (after is not null);
        Assert.Equal(rows.Select(row => row.Id).ToHashSet(), seen.ToHashSet());
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task The_queue_tells_who_is_next_and_why_each_waits_and_a_person_hears_of_pauses_they_may_know_of()
    {
        var admitted = await _dashboard.AddTaskAsync(title: "second", change: row => row.AdmittedAt = DateTimeOffset.UtcNow);
        var urgent = await _dashboard.AddTaskAsync(title: "first", issue: 2, change: row => (row.AdmittedAt, row.Priority) = (DateTimeOffset.UtcNow, TaskPriority.High));
        var open = await _dashboard.AddTaskAsync(title: "third", issue: 3);
        await _dashboard.AddTaskAsync(status: RelayTaskStatus.Running, issue: 4);
        await _dashboard.Get<PauseStore>().PauseAsync(new PauseTarget(_dashboard.RepositoryId, Dashboard.Repository), "moving", By, CancellationToken.None);

        var standing = await _dashboard.Get<QueueQueries>().StandingAsync(CancellationToken.None);
        Assert.Equal((1, 2, 1, "local"), (standing.Running, standing.Admitted, standing.Unadmitted, standing.Runners.Single().Name));
        (Guid, int?)[] expected = [(urgent.Id, 1), (admitted.Id, 2), (open.Id, null)];
        Assert.Equal(expected, standing.Waiting.Select(row => (row.Id, row.Place)));
        Assert.All(standing.Waiting.Take(2), row => Assert.Contains("moving", row.Why, StringComparison.Ordinal));

        var notices = _dashboard.Get<PauseNotices>();
        Assert.Single((await notices.OfAsync(await CallerAsync("writer"), CancellationToken.None)).Repositories);
        Assert.Empty((await notices.OfAsync(await CallerAsync("reader"), CancellationToken.None)).Repositories);
        await _dashboard.Get<PauseStore>().PauseAsync(PauseTarget.Everything, "an upgrade", By, CancellationToken.None);
        Assert.Equal("an upgrade", (await notices.OfAsync(await CallerAsync("reader"), CancellationToken.None)).Instance!.Reason);
    }

    [Fact]
    public async Task The_audit_log_is_had_as_a_file_in_which_nothing_is_a_formula()
    {
        await WriteAsync(db => db.AuditEntries.AddRange(
            new AuditEntry { At = DateTimeOffset.UtcNow, Actor = "=1+1", Action = AuditActions.Denied, Outcome = "denied", Target = "GET /needle, \"here\"", Address = "192.0.2.1" },
            new AuditEntry { At = DateTimeOffset.UtcNow, Actor = "writer", ActorId = 7, Action = AuditActions.Denied, Outcome = "denied" }));
        using var maintainer = await _dashboard.SignInAsync("maintainer");
        using var answer = await maintainer.GetAsync("/api/audit/export?q=NEEDLE");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(",\"'=1+1\",,denied,\"GET /needle, \"\"here\"\"\",denied,192.0.2.1", lines[1], StringComparison.Ordinal);
        var json = await maintainer.GetJsonAsync("/api/audit/export?format=json&action=denied");
        Assert.Equal(["writer", "=1+1"], json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("actor").GetString()));
        using var wrong = await maintainer.GetAsync("/api/audit/export?format=xml");
        await Problems.ExpectAsync(wrong, 400, "invalid_request");
    }

    [Fact]
    public async Task A_backup_is_made_where_the_store_is_a_file_and_told_how_to_make_where_it_is_none()
    {
        var desk = _dashboard.Get<BackupDesk>();
        var result = await desk.MakeAsync(By, CancellationToken.None);
        if (desk.Folder is not { } folder)
        {
            Assert.Null(result.Made);
            Assert.Contains("PostgreSQL", result.Refusal, StringComparison.Ordinal);
            Assert.StartsWith("pg_dump", desk.Command, StringComparison.Ordinal);
            return;
        }

        Assert.Null(result.Refusal);
        Assert.StartsWith(folder, result.Made!.File, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(result.Made.File));
        Assert.Equal(result.Made, await _dashboard.Get<LastBackup>().ReadAsync(CancellationToken.None));
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(row => row.Action == AuditActions.BackupMade)));
    }

    [Fact]
    public void Only_who_asks_for_the_inbox_hears_of_a_delivery_and_everybody_of_what_concerns_all()
    {
        var changes = new TaskChanges();
        using var all = changes.Subscribe();
        using var inbox = changes.Subscribe(TaskChanges.Inbox);
        using var one = changes.Subscribe(Guid.NewGuid());
        changes.Publish(TaskChanges.Inbox);
        changes.Publish(TaskChanges.Everything);
        Assert.True(inbox.Hints.TryRead(out var heard) && heard == TaskChanges.Inbox && !inbox.Hints.TryRead(out _));
        Assert.True(all.Hints.TryRead(out heard) && heard == TaskChanges.Everything && !all.Hints.TryRead(out _));
        Assert.False(one.Hints.TryRead(out _));
    }

    private async Task<Caller> CallerAsync(string login)
    {
        using var browser = await _dashboard.SignInAsync(login);
        var id = _dashboard.GitHub.State.User(login).Id;
        var hash = await _dashboard.Relay.ReadAsync(db => db.Sessions.Where(row => row.UserId == id).OrderByDescending(row => row.CreatedAt).Select(row => row.KeyHash).FirstAsync());
        return (await _dashboard.Get<SessionQueries>().FindAsync(hash, CancellationToken.None))!.Value.Caller;
    }

    private Task WriteAsync(Action<RelayDbContext> add) => _dashboard.Get<IWriteGate>().WriteAsync(
        async (scope, token) =>
        {
            add(scope.Db);
            await scope.Db.SaveChangesAsync(token);
        },
        CancellationToken.None);

    private static Delivery Row(DeliveryOutcome outcome, string? repository, string? reason, int? issue, DateTimeOffset at, Guid? task) => new()
    {
        Id = Guid.NewGuid(),
        Event = "issue_comment",
        Action = "created",
        ReceivedAt = at,
        Outcome = outcome,
        Reason = reason,
        RepositoryFullName = repository,
        IssueNumber = issue,
        TaskId = task,
    };

    public sealed class OnSqlite() : AdministrationTests(TestStore.Sqlite);

    public sealed class OnPostgres() : AdministrationTests(TestStore.Postgres);
}
