using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Tasks;

public abstract class TaskGateTests(TestStore store)
{
    /// <summary>The diagram of docs/architecture.md, written down a second time on purpose.</summary>
    private static readonly HashSet<(RelayTaskStatus, RelayTaskStatus)> Diagram =
    [
        (RelayTaskStatus.Queued, RelayTaskStatus.Running), (RelayTaskStatus.Queued, RelayTaskStatus.Rejected), (RelayTaskStatus.Queued, RelayTaskStatus.Stopped),
        (RelayTaskStatus.Running, RelayTaskStatus.Succeeded), (RelayTaskStatus.Running, RelayTaskStatus.Failed),
        (RelayTaskStatus.Running, RelayTaskStatus.TimedOut), (RelayTaskStatus.Running, RelayTaskStatus.Stopping),
        (RelayTaskStatus.Stopping, RelayTaskStatus.Stopped),
        (RelayTaskStatus.Rejected, RelayTaskStatus.Queued), (RelayTaskStatus.Failed, RelayTaskStatus.Queued),
        (RelayTaskStatus.TimedOut, RelayTaskStatus.Queued), (RelayTaskStatus.Stopped, RelayTaskStatus.Queued),
    ];

    [Fact]
    public async Task Every_pair_of_statuses_moves_exactly_when_the_diagram_says_so()
    {
        await using var rig = await StoreRig.StartAsync(store);
        foreach (var from in Enum.GetValues<RelayTaskStatus>())
        {
            foreach (var to in Enum.GetValues<RelayTaskStatus>())
            {
                var task = await rig.AddAsync(from);
                var isAllowed = Diagram.Contains((from, to));
                if (!isAllowed)
                {
                    await Assert.ThrowsAsync<InvalidOperationException>(() => MoveAsync(rig, task, [from], to));
                    Assert.Equal(from, (await StateAsync(rig, task)).Status);
                    continue;
                }

                Assert.IsType<MoveResult.Moved>(await MoveAsync(rig, task, [from], to));
                Assert.Equal(to, (await StateAsync(rig, task)).Status);

                // The same wish again finds another status, and is refused as a value.
                Assert.IsType<MoveResult.Refused>(await MoveAsync(rig, task, [from], to));
            }
        }
    }

    [Fact]
    public async Task A_move_writes_history_log_and_outbox_in_the_same_transaction()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var task = await rig.AddAsync(RelayTaskStatus.Running);
        await MoveAsync(rig, task, [RelayTaskStatus.Running], RelayTaskStatus.Succeeded);
        Assert.Equal(2, await rig.ReadAsync(context => context.History.CountAsync(row => row.TaskId == task.Id)));
        Assert.Equal([1L, 2L], await rig.ReadAsync(context => context.Events.Where(row => row.TaskId == task.Id).OrderBy(row => row.Seq).Select(row => row.Seq).ToListAsync()));
        Assert.Contains($"reaction:1:{task.CommentId}:rocket:1", await rig.ReadAsync(context => context.Outbox.Select(row => row.Key).ToListAsync()));
    }

    [Fact]
    public async Task An_older_attempt_moves_nothing()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var task = await rig.AddAsync(RelayTaskStatus.Failed);
        Assert.IsType<RetryResult.Queued>(await rig.Get<TaskControl>().RetryAsync(task.Id, new RetryRequest(), AuditActor.System, CancellationToken.None));
        var late = await MoveAsync(rig, task, [RelayTaskStatus.Queued], RelayTaskStatus.Running);
        Assert.IsType<MoveResult.Superseded>(late);
    }

    [Fact]
    public async Task Stop_completion_and_time_out_at_once_end_in_one_state()
    {
        await using var rig = await StoreRig.StartAsync();
        for (var trial = 0; trial < 300; trial++)
        {
            var task = await rig.AddAsync(RelayTaskStatus.Running);
            using var barrier = new Barrier(3);
            var results = await Task.WhenAll(
                RaceAsync(RelayTaskStatus.Succeeded), RaceAsync(RelayTaskStatus.TimedOut), RaceAsync(RelayTaskStatus.Stopping));
            Assert.Single(results, result => result is MoveResult.Moved);
            Assert.Equal(2, await rig.ReadAsync(context => context.History.CountAsync(row => row.TaskId == task.Id)));

            Task<MoveResult> RaceAsync(RelayTaskStatus to) => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return MoveAsync(rig, task, [RelayTaskStatus.Running], to);
            });
        }
    }

    [Fact]
    public async Task Attempts_are_exhausted_at_the_limit()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var task = await rig.AddAsync(RelayTaskStatus.Failed);
        var control = rig.Get<TaskControl>();
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            Assert.IsType<RetryResult.Queued>(await control.RetryAsync(task.Id, new RetryRequest(), AuditActor.System, CancellationToken.None));
            Assert.IsType<StopResult.Accepted>(await control.StopAsync(task.Id, AuditActor.System, CancellationToken.None));
        }

        Assert.IsType<RetryResult.AttemptsExhausted>(await control.RetryAsync(task.Id, new RetryRequest(), AuditActor.System, CancellationToken.None));
        Assert.Equal(3, (await StateAsync(rig, task)).Attempt);
    }

    private static Task<RelayTask> StateAsync(StoreRig rig, RelayTask task) =>
        rig.ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id));

    private static Task<MoveResult> MoveAsync(StoreRig rig, RelayTask task, RelayTaskStatus[] from, RelayTaskStatus to) => rig.Writes.WriteAsync(
        (scope, token) => rig.Get<TaskGate>().MoveAsync(
            scope, new TaskMove { TaskId = task.Id, Attempt = task.Attempt, From = from, To = to, Reason = "tried" }, token),
        CancellationToken.None);

    public sealed class OnSqlite() : TaskGateTests(TestStore.Sqlite);

    public sealed class OnPostgres() : TaskGateTests(TestStore.Postgres);
}
