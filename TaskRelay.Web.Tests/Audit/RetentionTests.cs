using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Audit;

/// <summary>Entries are kept for a year and no longer; repeated ones are bounded.</summary>
public sealed class RetentionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Entries_past_their_time_are_deleted_in_small_pieces(bool onPostgres)
    {
        await using var rig = await StoreRig.StartAsync(onPostgres ? TestStore.Postgres : TestStore.Sqlite);
        await AddAsync(rig, rig.Clock.GetUtcNow().AddDays(-365).AddMinutes(-1), 5);
        await AddAsync(rig, rig.Clock.GetUtcNow().AddDays(-365).AddMinutes(1), 1);
        var rule = rig.Get<AuditRetention>();
        Assert.Equal(3, await rule.PruneAsync(3, CancellationToken.None));
        Assert.Equal(2, await rule.PruneAsync(3, CancellationToken.None));
        Assert.Equal(0, await rule.PruneAsync(3, CancellationToken.None));
        Assert.Equal(1, await CountAsync(rig));
    }

    [Fact]
    public async Task The_loop_goes_on_when_a_rule_breaks_and_comes_back_every_hour()
    {
        await using var rig = await StoreRig.StartAsync();
        var (broken, counting) = (new BrokenRule(), new CountingRule());
        var ledger = new RetentionLedger([broken, counting]);
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var sweeper = new RetentionSweeper([broken, counting], ledger, new LoopStart(lifetime, TimeSpan.Zero, rig.Clock), rig.Clock, NullLogger<RetentionSweeper>.Instance);
        await sweeper.StartAsync(CancellationToken.None);

        // Not before the server listens.
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, counting.Swept.CurrentCount);
        lifetime.NotifyStarted();

        // A full piece of work is followed by the next at once.
        await SweptAsync();
        Assert.True(await counting.Swept.WaitAsync(TimeSpan.FromMinutes(1)));
        await SweptAsync();

        await sweeper.StopAsync(CancellationToken.None);
        Assert.Equal([true, false], ledger.Current.Select(state => state.HasFailed));
        Assert.All(ledger.Current, state => Assert.NotNull(state.SweptAt));

        // The loop may not wait on the clock yet when it is first turned.
        async Task SweptAsync()
        {
            var patience = 1200;
            while (!await counting.Swept.WaitAsync(TimeSpan.FromMilliseconds(50)))
            {
                Assert.True(patience-- > 0, "The loop did not come back.");
                rig.Clock.Advance(TimeSpan.FromHours(1));
            }
        }
    }

    [Fact]
    public async Task So_many_different_denials_as_a_minute_can_bring_are_not_all_kept()
    {
        await using var rig = await StoreRig.StartAsync();
        var entries = rig.Get<RepeatedEntries>();
        var by = new AuditActor(7, "writer", null);
        for (var target = 0; target < 1100; target++)
        {
            await entries.AddAsync(by, AuditActions.Denied, $"task {target}", "task_not_found");
        }

        Assert.Equal(1000, await CountAsync(rig));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await entries.AddAsync(by, AuditActions.Denied, "task 0", "task_not_found");
        Assert.Equal(1001, await CountAsync(rig));
    }

    private static Task<int> CountAsync(StoreRig rig) => rig.ReadAsync(db => db.AuditEntries.CountAsync());

    private static Task AddAsync(StoreRig rig, DateTimeOffset at, int count) => rig.Writes.WriteAsync(
        async (scope, stop) =>
        {
            scope.Db.AuditEntries.AddRange(Enumerable.Range(0, count)
                .Select(_ => new AuditEntry { At = at, Actor = "writer", Action = AuditActions.TaskStopped, Outcome = "done" }));
            await scope.Db.SaveChangesAsync(stop);
        },
        CancellationToken.None);

    private sealed class BrokenRule : IRetentionRule
    {
        public string Name => "broken";

        public string Setting => "Retention:BrokenDays";

        public int Days => 1;

        public Task<int> PruneAsync(int most, CancellationToken cancellationToken) => throw new InvalidDataException("A row that can't be read.");
    }

    /// <summary>Deletes a full piece the first time, nothing after that.</summary>
    private sealed class CountingRule : IRetentionRule
    {
        private bool _isBegun;

        public string Name => "counted";

        public string Setting => "Retention:CountedDays";

        public int Days => 1;

        public SemaphoreSlim Swept { get; } = new(0);

        public Task<int> PruneAsync(int most, CancellationToken cancellationToken)
        {
            var count = _isBegun ? 0 : most;
            _isBegun = true;
            Swept.Release();
            return Task.FromResult(count);
        }
    }
}
