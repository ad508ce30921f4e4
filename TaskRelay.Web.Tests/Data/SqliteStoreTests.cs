using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Data;

/// <summary>What only a SQLite file has.</summary>
public sealed class SqliteStoreTests
{
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
    public async Task A_second_process_on_one_file_ends_with_a_sentence_and_a_code_and_leaves_the_first_alone()
    {
        await using var world = await World.StartAsync();
        var (code, output) = await RelayProcess.RunToEndAsync(new Dictionary<string, string>
        {
            ["ConnectionStrings:TaskRelay"] = $"Data Source={world.Path("taskrelay.db")}",
            ["DataProtection:KeysPath"] = world.Path("keys"),
        });
        Assert.Equal(1, code);
        Assert.Contains($"TaskRelay can't run: Another TaskRelay process is using {world.Path("taskrelay.db")}.", output, StringComparison.Ordinal);
        Assert.Contains("use PostgreSQL for several instances", output, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = world.Relay.Address };
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(200, (int)ready.StatusCode);
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
