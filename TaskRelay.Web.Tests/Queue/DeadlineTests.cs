using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Data;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Queue;

public sealed class DeadlineTests
{
    [Fact]
    public async Task A_task_that_waits_too_long_is_rejected_with_the_reason_it_waited_for()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["Queue:MaxWaitHours"] = "2" }, clock);
        var body = Encoding.UTF8.GetBytes(SignedWebhook.Comment("@taskrelay scribe", 7).ToJsonString());
        using var answer = await relay.Client.SendAsync(new SignedWebhook { Body = body, Secret = RelayHost.Secret }.ToRequest());
        Assert.Equal(202, (int)answer.StatusCode);

        var until = DateTime.UtcNow.AddSeconds(30);
        RelayTask task;
        do
        {
            Assert.True(DateTime.UtcNow < until, "It was never rejected.");
            clock.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(50);
            task = await relay.ReadAsync(context => context.Tasks.SingleAsync());
        }
        while (!TaskMoves.IsTerminal(task.Status));
        Assert.Equal((RelayTaskStatus.Rejected, "queue_expired"), (task.Status, task.ErrorCode));
        Assert.True(task.CompletedAt - task.CreatedAt >= TimeSpan.FromHours(2), $"It was rejected after {task.CompletedAt - task.CreatedAt}.");
    }

    [Fact]
    public void A_clock_that_is_set_is_told_from_time_that_passes()
    {
        var clock = new SetClock();
        var mark = new ClockMark(clock);
        clock.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.Zero, mark.TakeJump());
        clock.Pass(TimeSpan.FromSeconds(30));
        clock.Set(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), mark.TakeJump());
        clock.Set(TimeSpan.FromDays(-1));
        Assert.Equal(TimeSpan.FromDays(-1), mark.TakeJump());
        Assert.Equal(TimeSpan.Zero, mark.TakeJump());
    }

    [Fact]
    public async Task Leases_and_deadlines_move_with_a_clock_that_was_set()
    {
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["Queue:MaxRunning"] = "0" });
        var task = await InsertAsync(relay);
        await relay.Services.GetRequiredService<LeaseStore>().ShiftAsync(TimeSpan.FromHours(1), CancellationToken.None);
        var moved = await relay.ReadAsync(context => context.Tasks.SingleAsync());
        Assert.Equal(task.DeadlineAt!.Value.AddHours(1).ToUnixTimeMilliseconds(), moved.DeadlineAt!.Value.ToUnixTimeMilliseconds());
        Assert.Equal(RelayTaskStatus.Queued, moved.Status);
    }

    private static async Task<RelayTask> InsertAsync(RelayHost relay)
    {
        var now = DateTimeOffset.UtcNow;
        var id = Guid.CreateVersion7(now);
        var task = new RelayTask
        {
            Id = id,
            Source = TaskSource.Api,
            Agent = "scribe",
            RepositoryId = 1,
            RepositoryOwner = "octo",
            RepositoryName = "hello",
            IssueNumber = 1,
            IssueTitle = "t",
            Instructions = "",
            CreatedById = 7,
            CreatedByLogin = "writer",
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = now,
            QueuedAt = now,
            DeadlineAt = now.AddHours(24),
            Branch = RelayTask.BranchFor(1, id),
        };
        await relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            (scope, _) =>
            {
                relay.Services.GetRequiredService<TaskCreation>().Insert(scope, task, "made");
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return task;
    }

    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset _wall = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time)
        {
            _wall += time;
            _ticks += time.Ticks;
        }

        public void Set(TimeSpan by) => _wall += by;
    }
}
