using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Data;

public sealed class WriteGateTests
{
    [Fact]
    public async Task Concurrent_writers_share_commits_and_none_is_lost()
    {
        await using var rig = await StoreRig.StartAsync();
        var tasks = Enumerable.Range(0, 500).Select(_ => rig.NewTask()).ToList();
        await Task.WhenAll(tasks.Select(task => rig.Writes.WriteAsync(
            (scope, _) =>
            {
                rig.Get<TaskCreation>().Insert(scope, task, "made");
                return Task.CompletedTask;
            },
            CancellationToken.None)));
        Assert.Equal(500, await rig.ReadAsync(context => context.Tasks.CountAsync()));
        Assert.Equal(500, await rig.ReadAsync(context => context.History.CountAsync()));
    }

    [Fact]
    public async Task An_item_that_throws_is_undone_alone_and_its_caller_is_told()
    {
        await using var rig = await StoreRig.StartAsync();
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
        await using var rig = await StoreRig.StartAsync();
        var changed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.Writes.WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                "INSERT INTO comment_claims (repository_id, comment_id, delivery_id) VALUES (@p0, @p1, @p2) ON CONFLICT (repository_id, comment_id) DO NOTHING",
                1L, 2L, Guid.NewGuid())),
            CancellationToken.None)));
        Assert.Equal(1, changed.Sum());
    }

    [Fact]
    public async Task A_write_outside_the_gate_is_refused_by_the_database_itself()
    {
        await using var rig = await StoreRig.StartAsync();
        var refused = await Assert.ThrowsAsync<SqliteException>(() =>
            rig.ReadAsync(context => context.Database.ExecuteSqlRawAsync("DELETE FROM tasks")));
        Assert.Contains("readonly", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_database_locked_by_another_answers_unavailable_and_recovers()
    {
        await using var rig = await StoreRig.StartAsync();
        await using (var other = new SqliteConnection($"Data Source={rig.Path};Pooling=False"))
        {
            await other.OpenAsync();
            await using var held = other.BeginTransaction();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => rig.AddAsync(RelayTaskStatus.Queued));
        }

        Assert.Equal(RelayTaskStatus.Queued, (await rig.AddAsync(RelayTaskStatus.Queued)).Status);
        Assert.Equal(1, await rig.ReadAsync(context => context.Tasks.CountAsync()));
    }

    [Fact]
    public async Task A_second_process_on_one_file_is_refused_in_words()
    {
        await using var rig = await StoreRig.StartAsync();
        using var second = new SqliteStartup(new SqliteConnections($"Data Source={rig.Path}"), rig.Get<SqliteWriteGate>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStartup>.Instance);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => second.RunAsync(CancellationToken.None));
        Assert.Contains("Another TaskRelay process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_lock_left_by_a_killed_process_does_not_hold_up_the_next_start()
    {
        var rig = await StoreRig.StartAsync();
        await rig.Writes.WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                "CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL)")
                + scope.Execute("INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')")),
            CancellationToken.None);
        var copy = Path.Combine(Directory.CreateTempSubdirectory("taskrelay-lock-").FullName, "store.db");
        await rig.Writes.WriteAsync((_, _) => Task.FromResult(0), CancellationToken.None);
        await using (var source = new SqliteConnection($"Data Source={rig.Path};Pooling=False"))
        await using (var target = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            await source.OpenAsync();
            await target.OpenAsync();
            source.BackupDatabase(target);
        }

        await rig.DisposeAsync();
        var connections = new SqliteConnections($"Data Source={copy}");
        await using var gate = new SqliteWriteGate(connections, Metrics(), Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteWriteGate>.Instance);
        using var startup = new SqliteStartup(connections, gate, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStartup>.Instance);
        await startup.RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(120));
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    [Fact]
    public async Task The_store_is_opened_with_what_durability_rests_on()
    {
        await using var rig = await StoreRig.StartAsync();
        foreach (var (pragma, expected) in new[] { ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1") })
        {
            var actual = await rig.Writes.WriteAsync(
                (scope, _) => Task.FromResult(scope.QueryFirst($"PRAGMA {pragma}", reader => reader.GetValue(0).ToString())), CancellationToken.None);
            Assert.Equal(expected, actual);
        }
    }

    private static RelayMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
}
