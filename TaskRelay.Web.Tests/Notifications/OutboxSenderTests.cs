using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Data;
using TaskRelay.Web.Notifications;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Notifications;

public abstract class OutboxSenderTests(TestStore store)
{
    private const string Post = "/issues/1/comments$";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_secondary_limit_without_a_time_keeps_the_installation_quiet_for_a_minute()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        rig.GitHub.Faults.Add(Fault.SecondaryRateLimit(Post));
        var task = await rig.RunAsync();
        await rig.UntilAsync(() => Task.FromResult(rig.TimesOf("POST", "/issues/1/comments").Count == 1));
        var told = rig.TimesOf("POST", "/issues/1/comments")[0];
        await rig.RunAsync("maintainer");

        await rig.SettleAsync(Long);

        var later = rig.GitHub.Ledger.Entries.Where(entry => entry.At > told).ToList();
        Assert.All(later, entry => Assert.True(entry.At >= told.AddSeconds(60), $"{entry.Method} {entry.Path} came {entry.At - told} after"));
        Assert.Equal(2, rig.Own.Count);
        Assert.Equal(0, (await rig.StatusRowAsync(task))!.Tries);
    }

    [Fact]
    public async Task A_used_up_allowance_is_waited_for_until_its_reset()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        var reset = rig.Clock.GetUtcNow().AddMinutes(20);
        rig.GitHub.Faults.Add(Fault.PrimaryRateLimit(Post, reset));

        await rig.RunAsync();
        await rig.SettleAsync(TimeSpan.FromSeconds(30));

        var posts = rig.TimesOf("POST", "/issues/1/comments");
        Assert.Equal(2, posts.Count);
        Assert.True(posts[1] >= reset.AddSeconds(-1));
        Assert.Single(rig.Own);
    }

    [Fact]
    public async Task A_limited_installation_does_not_hold_up_another()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        rig.GitHub.State.AddRepository("acme/tool");
        rig.GitHub.State.AddIssue("acme/tool", "Another", null);
        rig.GitHub.Faults.Add(Fault.SecondaryRateLimit("octo/hello/issues", TimeSpan.FromMinutes(30), times: 100));
        await rig.AskAsync();
        var other = await rig.AskAsync(repository: "acme/tool");
        await rig.AdmitAsync(other);

        await rig.UntilAsync(() => Task.FromResult(rig.GitHub.State.Comments("acme/tool", 1).Any(comment => comment.ByApp)));

        Assert.Empty(rig.Own);
    }

    [Theory]
    [InlineData(403, "Unable to create comment because issue is locked.")]
    [InlineData(404, "Not Found")]
    [InlineData(410, "This issue was deleted")]
    [InlineData(403, "Repository was archived so is read-only.")]
    [InlineData(422, "Validation Failed: body is too long (maximum is 65536 characters)")]
    public async Task A_refusal_ends_the_row_at_once_with_its_reason(int status, string message)
    {
        await using var rig = await NotificationRig.StartAsync(sending: false, store);
        var refusal = rig.GitHub.Faults.Add(new Fault { Method = "POST", PathPattern = Post, Status = status, Times = 100, Body = $$"""{"message":"{{message}}"}""" });

        // Sent once there is no more news: that would revive the row.
        var task = await rig.RunAsync();
        await rig.SendAsync();
        await rig.SettleAsync();

        var row = await rig.StatusRowAsync(task);
        Assert.True(row!.Dead);
        Assert.Contains(message, row.LastError, StringComparison.Ordinal);
        Assert.Equal(1, refusal.Hits);
    }

    [Fact]
    public async Task News_revive_a_row_that_was_given_up()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        rig.GitHub.Faults.Add(new Fault { Method = "POST", PathPattern = Post, Status = 403, Body = """{"message":"locked"}""" });
        var task = await rig.RunAsync();
        await rig.SettleAsync();
        Assert.Empty(rig.Own);

        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        await rig.SettleAsync();

        Assert.Single(rig.Own);
    }

    [Fact]
    public async Task A_row_that_always_fails_is_given_up_after_the_last_try()
    {
        await using var rig = await NotificationRig.StartAsync(sending: false, store: store);
        rig.GitHub.Faults.Add(Fault.ServerError(Post, times: 100));
        var task = await rig.RunAsync();
        await rig.ExecuteAsync("UPDATE outbox SET tries = @p1 WHERE key = @p0", $"status:{task.Id}", OutboxBackoff.MostTries - 2);
        await rig.SendAsync();
        await rig.UntilAsync(async () => (await rig.StatusRowAsync(task))!.LastError is not null);
        Assert.False((await rig.StatusRowAsync(task))!.Dead);

        await rig.SettleAsync(TimeSpan.FromMinutes(1));

        var row = await rig.StatusRowAsync(task);
        Assert.True(row!.Dead);
        Assert.Equal("GitHub answered 500.", row.LastError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Tries_begin_two_seconds_apart_end_half_an_hour_apart_and_go_on_for_hours(double chance)
    {
        var waits = Enumerable.Range(1, OutboxBackoff.MostTries - 1).Select(tries => OutboxBackoff.After(tries, chance)).ToList();

        Assert.InRange(waits[0].TotalSeconds, 1.6, 2);
        Assert.InRange(waits[^1].TotalMinutes, 24, 30);
        Assert.InRange(waits.Sum(wait => wait.TotalHours), 4, 6.5);
    }

    [Fact]
    public async Task A_task_without_an_installation_is_told_through_the_one_that_is_looked_up()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        var task = await rig.AskAsync(knowsInstallation: false);
        await rig.AdmitAsync(task);

        await rig.SettleAsync();

        Assert.Single(rig.Own);
        Assert.Equal(["eyes"], rig.ReactionsTo(task));
    }

    [Fact]
    public async Task Where_the_app_is_not_installed_the_row_is_given_up()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        rig.GitHub.State.Uninstall(rig.GitHub.State.InstallationOf(NotificationRig.Repository)!.Id);
        var task = await rig.AskAsync(knowsInstallation: false);
        await rig.AdmitAsync(task);

        await rig.SettleAsync();

        Assert.Contains("not installed", (await rig.StatusRowAsync(task))!.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_was_installed_anew_tells_through_its_new_installation()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        var task = await rig.AskAsync();
        rig.GitHub.State.Uninstall(task.InstallationId!.Value);
        rig.GitHub.State.Install("octo", rig.GitHub.State.Repository(NotificationRig.Repository).Id);
        await rig.AdmitAsync(task);

        await rig.SettleAsync();

        Assert.Single(rig.Own);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_harms_only_itself()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        var task = await rig.AskAsync();
        await rig.ExecuteAsync("UPDATE outbox SET kind = 'telegram' WHERE kind = @p0", "reaction");
        await rig.AdmitAsync(task);

        await rig.SettleAsync();

        Assert.Single(rig.Own);
    }

    [Fact]
    public async Task Writes_of_one_installation_are_a_second_apart_after_a_small_burst()
    {
        await using var rig = await NotificationRig.StartAsync(sending: false, store: store);
        for (var count = 0; count < 12; count++)
        {
            await rig.AskAsync();
        }

        var began = rig.Clock.GetUtcNow();
        await rig.SendAsync();
        await rig.UntilAsync(() => Task.FromResult(rig.TimesOf("POST", "/reactions").Count == 12));

        Assert.True(rig.TimesOf("POST", "/reactions")[^1] - began >= TimeSpan.FromSeconds(6.5));
    }

    [Fact]
    public async Task A_reply_is_posted_once_though_its_answer_was_lost()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        rig.GitHub.Faults.Add(Fault.LostAnswer("POST", Post));
        var target = await TargetAsync(rig, "writer");

        await WriteAsync(rig, (outbox, scope) => outbox.Reply(scope, target, "There is no agent of that name."));
        await rig.SettleAsync();

        Assert.StartsWith($"<!-- taskrelay:reply:{target.RepositoryId}:{target.CommentId} -->\nThere is", Assert.Single(rig.Own).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_verb_is_told_once_for_each_person_and_issue_and_then_by_a_reaction()
    {
        await using var rig = await NotificationRig.StartAsync(store: store);
        var (first, second, other) = (await TargetAsync(rig, "reader"), await TargetAsync(rig, "reader"), await TargetAsync(rig, "stranger"));

        await WriteAsync(rig, (outbox, scope) => outbox.Refuse(scope, first, 1, "You may not."));
        await rig.SettleAsync();
        await WriteAsync(rig, (outbox, scope) => outbox.Refuse(scope, second, 1, "You may not."));
        await WriteAsync(rig, (outbox, scope) => outbox.Refuse(scope, other, 2, "You may not."));
        await rig.SettleAsync();

        Assert.Equal(2, rig.Own.Count);
        Assert.All([first, second, other], target => Assert.Equal(
            "confused", Assert.Single(rig.GitHub.State.Reactions(rig.GitHub.State.FindComment(target.CommentId!.Value)!)).Content));
    }

    private static async Task<TaskOutbox.Target> TargetAsync(NotificationRig rig, string login)
    {
        var comment = (await rig.GitHub.State.CommentAsync(NotificationRig.Repository, 1, login, "@taskrelay stop")).Comment;
        var installation = rig.GitHub.State.InstallationOf(NotificationRig.Repository)!.Id;
        return new TaskOutbox.Target(null, comment.RepositoryId, NotificationRig.Repository, installation, 1, comment.Id);
    }

    private static Task WriteAsync(NotificationRig rig, Action<TaskOutbox, WriteScope> write) =>
        rig.Get<IWriteGate>().WriteAsync(
            (scope, _) =>
            {
                write(rig.Get<TaskOutbox>(), scope);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    public sealed class OnSqlite() : OutboxSenderTests(TestStore.Sqlite);

    public sealed class OnPostgres() : OutboxSenderTests(TestStore.Postgres);
}
