using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Data;

/// <summary>What whoever writes may rely on, on either database.</summary>
public abstract class WriteGateTests(TestStore store)
{
    [Fact]
    public async Task Concurrent_writers_share_commits_and_none_is_lost()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var tasks = Enumerable.Range(0, 200).Select(_ => rig.NewTask()).ToList();
        await Task.WhenAll(tasks.Select(task => rig.Writes.WriteAsync(
            (scope, _) =>
            {
                rig.Get<TaskCreation>().Insert(scope, task, "made");
                return Task.CompletedTask;
            },
            CancellationToken.None)));
        Assert.Equal(200, await rig.ReadAsync(context => context.Tasks.CountAsync()));
        Assert.Equal(200, await rig.ReadAsync(context => context.History.CountAsync()));
    }

    [Fact]
    public async Task An_item_that_throws_is_undone_alone_and_its_caller_is_told()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var writes = Enumerable.Range(0, 60).Select(number => rig.Writes.WriteAsync(
            (scope, _) =>
            {
                rig.Get<TaskCreation>().Insert(scope, rig.NewTask(), "made");
                return number % 3 == 0 ? throw new InvalidDataException("bad item") : Task.FromResult(number);
            },
            CancellationToken.None)).ToList();
        foreach (var (write, number) in writes.Select((write, number) => (write, number)))
        {
            if (number % 3 == 0)
            {
                await Assert.ThrowsAsync<InvalidDataException>(() => write);
            }
            else
            {
                Assert.Equal(number, await write);
            }
        }

        Assert.Equal(40, await rig.ReadAsync(context => context.Tasks.CountAsync()));
    }

    [Fact]
    public async Task A_unique_key_decides_inside_a_batch()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var changed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.Writes.WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                "INSERT INTO comment_claims (repository_id, comment_id, delivery_id) VALUES (@p0, @p1, @p2) ON CONFLICT (repository_id, comment_id) DO NOTHING",
                1L, 2L, Guid.NewGuid())),
            CancellationToken.None)));
        Assert.Equal(1, changed.Sum());
    }

    [Fact]
    public async Task Work_that_reads_and_writes_loses_nothing_to_its_neighbours()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var task = await rig.AddAsync(RelayTaskStatus.Running);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => rig.Writes.WriteAsync(
            async (scope, token) =>
            {
                var row = await scope.Db.Tasks.AsTracking().SingleAsync(found => found.Id == task.Id, token);
                row.InputTokens++;
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None)));
        Assert.Equal(40, (await rig.ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id))).InputTokens);
    }

    [Fact]
    public async Task A_write_outside_the_gate_is_refused_by_the_database_itself()
    {
        await using var rig = await StoreRig.StartAsync(store);
        var refused = await Assert.ThrowsAnyAsync<DbException>(() =>
            rig.ReadAsync(context => context.Database.ExecuteSqlRawAsync("DELETE FROM tasks")));
        Assert.Contains("readonly", refused.Message.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hints_are_given_after_the_commit_and_not_when_the_work_breaks()
    {
        await using var rig = await StoreRig.StartAsync(store);
        using var hints = rig.Get<TaskChanges>().Subscribe();
        await Assert.ThrowsAsync<InvalidDataException>(() => rig.Writes.WriteAsync<int>(
            (scope, _) =>
            {
                rig.Get<TaskChanges>().PublishAfterCommit(scope, Guid.NewGuid());
                throw new InvalidDataException("bad item");
            },
            CancellationToken.None));
        var task = await rig.AddAsync(RelayTaskStatus.Queued);
        Assert.Equal(task.Id, await hints.Hints.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    public sealed class OnSqlite() : WriteGateTests(TestStore.Sqlite);

    public sealed class OnPostgres() : WriteGateTests(TestStore.Postgres);
}
