using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Clearing;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Retention;

/// <summary>Ended tasks and their logs are kept as long as the operator says; nothing unfinished ever goes.</summary>
public abstract class TaskRetentionTests(TestStore store) : IAsyncLifetime
{
    private StoreRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await StoreRig.StartAsync(store);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task The_output_of_an_old_task_goes_in_pieces_and_its_states_stay_with_a_line_that_says_so()
    {
        var old = await EndedAsync(days: 91, lines: 7);
        var young = await EndedAsync(days: 89, lines: 2);
        await _rig.Writes.WriteAsync(
            (scope, token) => scope.Db.Attempts.Where(row => row.TaskId == old.Id).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Prompt, "do it"), token),
            CancellationToken.None);
        var rule = _rig.Get<TaskLogRetention>();
        Assert.Equal([3, 3, 2, 0], await PruneAsync(rule, 3));

        var lines = await _rig.ReadAsync(db => db.Events.Where(line => line.TaskId == old.Id).OrderBy(line => line.Seq).ToListAsync());
        Assert.Equal(["made", "cloning", "The output and the prompts of this task were removed 90 days after its end."], lines.Select(line => line.Text));
        Assert.Null(await _rig.ReadAsync(db => db.Attempts.Where(row => row.TaskId == old.Id).Select(row => row.Prompt).SingleAsync()));
        Assert.Equal(2, await OutputAsync(young));
        Assert.Equal(lines[^1].Seq, (await _rig.ReadAsync(db => db.Tasks.SingleAsync(row => row.Id == old.Id))).LastEventSeq);

        // Another process looks at everything again, and finds nothing to do.
        Assert.Equal(0, await new TaskLogRetention(
            _rig.Get<IDbContextFactory<RelayDbContext>>(), _rig.Writes, _rig.Get<TaskEventWriter>(), _rig.Get<TaskChanges>(),
            _rig.Get<Microsoft.Extensions.Options.IOptionsMonitor<RetentionOptions>>(), _rig.Clock).PruneAsync(3, CancellationToken.None));
    }

    [Fact]
    public async Task The_log_of_a_task_that_was_tried_again_waits_for_its_new_end()
    {
        var task = await EndedAsync(days: 91, lines: 2);
        await PruneAsync(_rig.Get<TaskLogRetention>(), 100);
        await SetAsync(task, RelayTaskStatus.Failed, days: 1);
        await AddLinesAsync(task, 2, 10);
        Assert.Equal([0], await PruneAsync(_rig.Get<TaskLogRetention>(), 100));
        Assert.Equal(2, await OutputAsync(task));
        _rig.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal([3, 0], await PruneAsync(_rig.Get<TaskLogRetention>(), 100));
    }

    [Fact]
    public async Task An_old_task_goes_with_all_that_belongs_to_it_and_unfinished_ones_stay()
    {
        var old = await EndedAsync(days: 366, lines: 5);
        var kept = await EndedAsync(days: 364, lines: 0);
        var waiting = await _rig.AddAsync(RelayTaskStatus.Queued);
        var running = await _rig.AddAsync(RelayTaskStatus.Running);
        _rig.Clock.Advance(TimeSpan.FromHours(12));
        Assert.True((await PruneAsync(_rig.Get<TaskRetention>(), 4)).Sum() > 5);
        Assert.Equal(
            new[] { kept.Id, waiting.Id, running.Id }.Order(), (await _rig.ReadAsync(db => db.Tasks.Select(row => row.Id).ToListAsync())).Order());
        Assert.Equal((0, 0, 0, 0), await _rig.ReadAsync(async db => (
            await db.Events.CountAsync(row => row.TaskId == old.Id),
            await db.History.CountAsync(row => row.TaskId == old.Id),
            await db.Attempts.CountAsync(row => row.TaskId == old.Id),
            await db.Outbox.CountAsync(row => row.TaskId == old.Id))));
        _rig.Clock.Advance(TimeSpan.FromDays(4000));
        await PruneAsync(_rig.Get<TaskRetention>(), 100);
        Assert.Equal(new[] { waiting.Id, running.Id }.Order(), (await _rig.ReadAsync(db => db.Tasks.Select(row => row.Id).ToListAsync())).Order());
    }

    [Fact]
    public async Task An_old_task_stays_while_its_folder_is_not_cleared_or_GitHub_is_to_be_told_of_it()
    {
        var task = await EndedAsync(days: 366, lines: 0);
        await ChangeAsync(db => db.Attempts.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.IsCleaned, false)));
        Assert.Equal([0], await PruneAsync(_rig.Get<TaskRetention>(), 100));
        await ChangeAsync(db => db.Attempts.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.IsCleaned, true)));
        await ChangeAsync(db => db.Outbox.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Sent, 0)));
        Assert.Equal([0], await PruneAsync(_rig.Get<TaskRetention>(), 100));
        await ChangeAsync(db => db.Outbox.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Dead, true)));
        Assert.NotEqual([0], await PruneAsync(_rig.Get<TaskRetention>(), 100));
        Assert.False(await _rig.ReadAsync(db => db.Tasks.AnyAsync(row => row.Id == task.Id)));
    }

    [Fact]
    public async Task Answers_that_belong_to_no_task_go_when_they_are_old_and_said()
    {
        await _rig.Writes.WriteAsync(
            (scope, _) =>
            {
                var outbox = _rig.Get<TaskOutbox>();
                outbox.Reply(scope, new TaskOutbox.Target(null, 1, "octo/hello", 3, 1, 70), "said");
                outbox.Reply(scope, new TaskOutbox.Target(null, 1, "octo/hello", 3, 1, 71), "waits");
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await ChangeAsync(db => db.Outbox.Where(row => row.CommentId == 70).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Sent, 1)));
        Assert.Equal([0], await PruneAsync(_rig.Get<NoticeRetention>(), 100));
        _rig.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal([1, 0], await PruneAsync(_rig.Get<NoticeRetention>(), 100));
        Assert.Equal(71, await _rig.ReadAsync(db => db.Outbox.Select(row => row.CommentId).SingleAsync()));
    }

    /// <summary>What each call says, until nothing is left.</summary>
    private static async Task<List<int>> PruneAsync(IRetentionRule rule, int most)
    {
        var counts = new List<int>();
        do
        {
            counts.Add(await rule.PruneAsync(most, CancellationToken.None));
            Assert.True(counts.Count < 100, "It never ends.");
        }
        while (counts[^1] > 0);

        return counts;
    }

    private Task<int> OutputAsync(RelayTask task) =>
        _rig.ReadAsync(db => db.Events.CountAsync(line => line.TaskId == task.Id && line.Kind == TaskEventKind.Log && line.WorkerSeq != null));

    private Task ChangeAsync(Func<RelayDbContext, Task<int>> change) =>
        _rig.Writes.WriteAsync((scope, _) => change(scope.Db), CancellationToken.None);

    /// <summary>A task that ended so long ago, told in full, with a phase and lines of output.</summary>
    private async Task<RelayTask> EndedAsync(int days, int lines)
    {
        var task = await _rig.AddAsync(RelayTaskStatus.Running);
        var ended = _rig.Clock.GetUtcNow().AddDays(-days);
        await _rig.Writes.WriteAsync(
            async (scope, token) =>
            {
                scope.Db.Attempts.Add(new TaskAttempt
                {
                    TaskId = task.Id,
                    Number = 1,
                    Runner = "local",
                    Owner = "test",
                    StartedAt = ended,
                    LaunchDeadline = ended,
                    TicketHash = task.Id.ToByteArray(),
                    TicketExpiresAt = ended,
                    EndedAt = ended,
                    IsCleaned = true,
                });
                await scope.Db.SaveChangesAsync(token);
                await scope.Db.Outbox.Where(row => row.TaskId == task.Id).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Sent, row => row.Wanted), token);
            },
            CancellationToken.None);
        await AddLinesAsync(task, lines, 1);
        await SetAsync(task, RelayTaskStatus.Failed, days);
        return task;
    }

    private Task AddLinesAsync(RelayTask task, int count, int first) => _rig.Writes.WriteAsync(
        async (scope, token) =>
        {
            var at = _rig.Clock.GetUtcNow();
            var lines = Enumerable.Range(first, count).Select(seq => new TaskLine(seq, at, TaskEventKind.Log, "stdout", $"line {seq}"));
            await _rig.Get<TaskEventWriter>().AppendAsync(scope, task.Id, 1, [new TaskLine(1000 + first, at, TaskEventKind.Progress, "cloning", "cloning"), .. lines], token);
        },
        CancellationToken.None);

    private Task SetAsync(RelayTask task, RelayTaskStatus status, int days) => ChangeAsync(db => db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(
        setters => setters.SetProperty(row => row.Status, status).SetProperty(row => row.CompletedAt, _rig.Clock.GetUtcNow().AddDays(-days))));

    public sealed class OnSqlite() : TaskRetentionTests(TestStore.Sqlite);

    public sealed class OnPostgres() : TaskRetentionTests(TestStore.Postgres);
}
