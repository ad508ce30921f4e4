using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Callbacks;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>The worker protocol where several writers meet: what SQLite's one writer keeps apart by itself.</summary>
public sealed class AttemptRaceTests(AttemptRaceTests.Rig rig) : IClassFixture<AttemptRaceTests.Rig>
{
    private readonly AttemptRig _rig = rig.Attempts;

    [Fact]
    public async Task Of_many_workers_with_one_ticket_one_wins()
    {
        var (_, ticket) = await _rig.LaunchAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => _rig.ClaimAsync(ticket, $"w{number}")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(11, answers.Count(answer => answer.Status == 409 && (string?)answer.Body["code"] == "already_claimed"));
    }

    [Fact]
    public async Task Lines_that_are_sent_several_times_at_once_are_stored_once_and_numbered_without_a_gap()
    {
        var (task, token) = await ClaimedAsync(issue: 2);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(sender => _rig.PostAsync("/api/worker/events", token, Lines(from: 1 + (sender / 2 * 3)))));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var stored = await _rig.Dashboard.Relay.ReadAsync(db => db.Events.Where(line => line.TaskId == task.Id).OrderBy(line => line.Seq).ToListAsync());
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(seq => (long)seq), stored.Select(line => line.Seq));
        Assert.Equal(Enumerable.Range(1, 15).Select(seq => (long)seq), stored.Where(line => line.WorkerSeq != null).Select(line => line.WorkerSeq!.Value).Order());
    }

    [Fact]
    public async Task A_report_and_a_stop_at_once_end_in_one_state_and_are_both_answered()
    {
        for (var trial = 0; trial < 10; trial++)
        {
            var (task, token) = await ClaimedAsync(issue: 3);
            using var barrier = new Barrier(2);
            var report = Task.Run(() =>
            {
                barrier.SignalAndWait();
                return _rig.CompleteAsync(token, AttemptRig.Report(task, "succeeded"));
            });
            var stop = Task.Run(() =>
            {
                barrier.SignalAndWait();
                return _rig.Dashboard.Get<TaskControl>().StopAsync(task.Id, AuditActor.System, CancellationToken.None);
            });
            Assert.Equal(200, (await report).Status);
            var stored = await _rig.ReadAsync(task);
            Assert.True(
                (stored.Status, await stop) is (RelayTaskStatus.Succeeded, StopResult.AlreadyFinished) or (RelayTaskStatus.Stopped, StopResult.Accepted),
                $"{stored.Status} after {await stop}");
        }
    }

    [Fact]
    public async Task A_report_that_is_sent_many_times_at_once_counts_once()
    {
        var (task, token) = await ClaimedAsync(issue: 4);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _rig.CompleteAsync(token, AttemptRig.Report(task, "succeeded"))));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers, answer => !(bool)answer.Body["duplicate"]!);
        Assert.Equal(1, await _rig.Dashboard.Relay.ReadAsync(db => db.History.CountAsync(row => row.TaskId == task.Id && row.To == RelayTaskStatus.Succeeded)));
    }

    /// <summary>On a runner that nobody knows: the sweeper leaves it alone, and the process that stands for all workers with it.</summary>
    private async Task<(RelayTask Task, string Token)> ClaimedAsync(int issue)
    {
        var claimed = await _rig.ClaimedAsync(issue: issue);
        await _rig.Dashboard.Get<IWriteGate>().WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute("UPDATE attempts SET runner = 'elsewhere' WHERE task_id = @p0", claimed.Task.Id)), CancellationToken.None);
        return claimed;
    }

    private static JsonArray Lines(int from) => new([.. Enumerable.Range(from, 3).Select(seq => (JsonNode)new JsonObject
    {
        ["seq"] = seq,
        ["at"] = "2026-11-01T12:00:00Z",
        ["kind"] = "log",
        ["stream"] = "stdout",
        ["text"] = $"line {seq}",
    })]);

    public sealed class Rig : IAsyncLifetime
    {
        internal AttemptRig Attempts { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Attempts = await AttemptRig.StartAsync(TestStore.Postgres);

        public ValueTask DisposeAsync() => Attempts.DisposeAsync();
    }
}
