using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Ingest;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Queue;

/// <summary>Who waits is told why, and goes on by itself.</summary>
public abstract class WaitingTests(TestStore store) : IAsyncLifetime
{
    private IngestRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await IngestRig.StartAsync(more: await store.NewAsync());

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_second_command_on_an_issue_is_told_its_place_and_why_it_waits()
    {
        await RunningAsync();
        var configuration = (IConfigurationRoot)_rig.Relay.Services.GetRequiredService<IConfiguration>();
        configuration["Queue:MaxRunning"] = "1";
        configuration.Reload();
        await _rig.CommentAsync("@taskrelay scribe and this too");
        await _rig.MoveUntilAsync(
            "the reason on the issue",
            () => Task.FromResult(_rig.GitHub.State.Comments(IngestRig.Repository, 1).Any(comment =>
                comment.ByApp && comment.Body.Contains("Waiting: Another task of this issue is running. Place 1 in line.", StringComparison.Ordinal))),
            TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_task_whose_quota_is_used_up_goes_on_by_itself_when_the_told_time_has_come()
    {
        var task = await RunningAsync();
        var told = _rig.Clock.GetUtcNow().AddHours(3);
        var error = new ReportedError(ErrorCodes.AgentQuota, "The provider refused for lack of quota.", null, RetryAt: told);
        await _rig.Relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                var requeue = _rig.Relay.Services.GetRequiredService<TaskRequeue>();
                var at = AutomaticRetry.At(task, error, _rig.Clock.GetUtcNow(), requeue.LongestWait)!.Value;
                var move = new TaskMove { TaskId = task.Id, Attempt = 1, From = [RelayTaskStatus.Running], To = RelayTaskStatus.Failed, Reason = "no", IsRetried = true };
                var moved = await _rig.Relay.Services.GetRequiredService<TaskGate>().MoveAsync(scope, move, token);
                await requeue.QueueLaterAsync(scope, ((MoveResult.Moved)moved).Task, at, AutomaticRetry.Words(error, at), token);
            },
            CancellationToken.None);
        await _rig.MoveForAsync(TimeSpan.FromMinutes(170), TimeSpan.FromMinutes(5));
        var waiting = await ReadAsync(task);
        Assert.Equal((RelayTaskStatus.Queued, null), (waiting.Status, waiting.AdmittedAt));
        Assert.Contains("goes on by itself", waiting.WaitReason, StringComparison.Ordinal);
        await _rig.MoveUntilAsync("its admission", async () => (await ReadAsync(task)).AdmittedAt is not null, TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(1));
        Assert.True((await ReadAsync(task)).AdmittedAt >= told);
    }

    private Task<RelayTask> ReadAsync(RelayTask task) => _rig.Relay.ReadAsync(db => db.Tasks.SingleAsync(row => row.Id == task.Id));

    /// <summary>A task that seems to run, with no process behind it.</summary>
    private async Task<RelayTask> RunningAsync()
    {
        var comment = await _rig.CommentAsync("@taskrelay scribe");
        await _rig.Relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            (scope, token) => scope.Db.Tasks
                .Where(row => row.CommentId == comment.Comment.Id)
                .ExecuteUpdateAsync(
                    setters => setters.SetProperty(row => row.Status, RelayTaskStatus.Running).SetProperty(row => row.DeadlineAt, _rig.Clock.GetUtcNow().AddDays(1)), token),
            CancellationToken.None);
        return await _rig.Relay.ReadAsync(db => db.Tasks.SingleAsync(row => row.CommentId == comment.Comment.Id));
    }

    public sealed class OnSqlite() : WaitingTests(TestStore.Sqlite);

    public sealed class OnPostgres() : WaitingTests(TestStore.Postgres);
}
