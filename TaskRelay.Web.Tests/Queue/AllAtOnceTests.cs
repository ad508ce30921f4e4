using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TaskRelay.Contracts;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Callbacks;
using TaskRelay.Web.Data;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Queue;

/// <summary>
/// Whatever ends a task may come at the same moment as whatever else does: a person's stop, the worker's report, the
/// time limit, a worker that is found gone. Each pair and all four, through the code that does it.
/// </summary>
public sealed class AllAtOnceTests
{
    private const int Trials = 1_000;
    private const int AtOnce = 8;

    [Flags]
    private enum Movers
    {
        Stop = 1,
        Report = 2,
        TimeOut = 4,
        Sweep = 8,
    }

    private static readonly Movers[] Combinations =
    [
        .. from first in Enum.GetValues<Movers>() from second in Enum.GetValues<Movers>() where first < second select first | second,
        Movers.Stop | Movers.Report | Movers.TimeOut | Movers.Sweep,
    ];

    [Fact]
    public async Task Stop_report_time_out_and_sweep_at_once_end_in_one_state_that_the_order_of_commits_explains()
    {
        // Without the loops: nobody but the four that a trial sets free.
        await using var relay = await RelayHost.StartAsync(change: services => services
            .Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.IsSubclassOf(typeof(BackgroundService)) is true)
            .ToList()
            .ForEach(service => services.Remove(service)));
        var tasks = await InsertAsync(relay, Trials);
        var movers = Combinations.ToDictionary(combination => combination, _ => new HashSet<RelayTaskStatus>());
        foreach (var batch in tasks.Index().Chunk(AtOnce))
        {
            foreach (var (combination, first) in await Task.WhenAll(batch.Select(trial => TryAsync(relay, trial.Item, Combinations[trial.Index % Combinations.Length]))))
            {
                movers[combination].Add(first);
            }
        }

        // The trials were races: each of the four won some, and no pair is always won by the same.
        Assert.Equal(4, movers.Values.SelectMany(won => won).Distinct().Count());
        Assert.All(movers, pair => Assert.True(pair.Value.Count > 1, $"{pair.Key} was always won by {string.Join(", ", pair.Value)}."));
    }

    private static async Task<(Movers Combination, RelayTaskStatus First)> TryAsync(RelayHost relay, RelayTask task, Movers combination)
    {
        var attempt = await relay.ReadAsync(context => context.Attempts.SingleAsync(row => row.TaskId == task.Id));
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var report = Report(task);
        var stop = combination.HasFlag(Movers.Stop) ? After(() => relay.Services.GetRequiredService<TaskControl>().StopAsync(task.Id, AuditActor.System, CancellationToken.None)) : null;
        var completion = combination.HasFlag(Movers.Report) ? After(() => CompleteAsync(relay, report)) : null;
        var others = new List<Task>();
        if (combination.HasFlag(Movers.TimeOut))
        {
            others.Add(After(() => SweepAsync(relay, Seen(task, DateTimeOffset.UnixEpoch), attempt)));
        }

        if (combination.HasFlag(Movers.Sweep))
        {
            others.Add(After(() => SweepAsync(relay, Seen(task, null), attempt)));
        }

        // Who waits longest in the pool's queue is left to chance.
        barrier.SetResult();
        await Task.WhenAll([.. others, stop ?? Task.CompletedTask, completion ?? Task.CompletedTask]);

        // Nobody is left who would report: the next look of the sweeper ends what is stopping.
        var now = await relay.ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id));
        if (now.Status == RelayTaskStatus.Stopping)
        {
            await SweepAsync(relay, now, attempt);
        }

        return (combination, await ExpectOneEndAsync(relay, task, stop?.Result, completion?.Result, await CompleteAsync(relay, report)));

        Task<T> After<T>(Func<Task<T>> move) => Task.Run(async () =>
        {
            await barrier.Task;
            return await move();
        });
    }

    private static async Task<RelayTaskStatus> ExpectOneEndAsync(
        RelayHost relay, RelayTask task, StopResult? stop, CompletionResult? completion, CompletionResult repeat)
    {
        var ended = await relay.ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id));
        var history = await relay.ReadAsync(context => context.History.Where(row => row.TaskId == task.Id).OrderBy(row => row.Id).ToListAsync());
        var moves = history.Where(row => row.From is not null && row.From != row.To).Select(row => row.To).ToList();
        var first = moves[0];

        Assert.Single(moves, TaskMoves.IsTerminal);
        Assert.Equal(moves[^1], ended.Status);
        Assert.Equal(first == RelayTaskStatus.Stopping ? RelayTaskStatus.Stopped : first, ended.Status);
        Assert.Equal(ended.Status, (await relay.ReadAsync(context => context.Attempts.SingleAsync(row => row.TaskId == task.Id))).Outcome);

        // Each was told what the order of commits made true.
        if (stop is not null)
        {
            Assert.Equal(first == RelayTaskStatus.Stopping, stop is StopResult.Accepted);
        }

        if (completion is CompletionResult.Accepted accepted)
        {
            Assert.Equal(Web.Data.SnakeCase.Of(ended.Status), accepted.Answer.Status);
            Assert.True(ended.Status is RelayTaskStatus.Succeeded or RelayTaskStatus.Stopped);
            Assert.True(Assert.IsType<CompletionResult.Accepted>(repeat).Answer.Duplicate);
        }
        else
        {
            Assert.NotEqual(RelayTaskStatus.Succeeded, ended.Status);
            Assert.Equal("already_finished", Assert.IsType<CompletionResult.Conflict>(repeat).Code);
            Assert.Contains(history, row => row.Evidence?.Contains("/pull/7", StringComparison.Ordinal) is true);
        }

        return first;
    }

    private static Task<CompletionResult> CompleteAsync(RelayHost relay, CompletionReport report) =>
        relay.Services.GetRequiredService<CompletionDesk>().CompleteAsync(report.TaskId, 1, report, $"{report}", 7, CancellationToken.None);

    /// <summary>The sweeper's own look at one attempt, by what it read before: the worker is gone.</summary>
    private static async Task<bool> SweepAsync(RelayHost relay, RelayTask seen, TaskAttempt attempt)
    {
        var sweeper = ActivatorUtilities.CreateInstance<AttemptSweeper>(relay.Services, new RunnerRegistry([new GoneRunner()]));
        await sweeper.SweepAsync(seen, attempt, CancellationToken.None);
        return true;
    }

    private static CompletionReport Report(RelayTask task) => new()
    {
        TaskId = task.Id,
        Attempt = 1,
        Status = "succeeded",
        Branch = task.Branch,
        PrUrl = "https://github.com/octo/hello/pull/7",
        Summary = "Done.",
    };

    private static RelayTask Seen(RelayTask task, DateTimeOffset? deadline)
    {
        var seen = NewTask(task.Id, task.IssueNumber);
        seen.Status = RelayTaskStatus.Running;
        seen.DeadlineAt = deadline;
        return seen;
    }

    private static async Task<List<RelayTask>> InsertAsync(RelayHost relay, int count)
    {
        var tasks = Enumerable.Range(1, count).Select(number => NewTask(Guid.CreateVersion7(), number)).ToList();
        await relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                foreach (var task in tasks)
                {
                    relay.Services.GetRequiredService<TaskCreation>().Insert(scope, task, "made");
                    scope.Db.Attempts.Add(new TaskAttempt
                    {
                        TaskId = task.Id,
                        Number = 1,
                        Runner = GoneRunner.TheName,
                        Owner = "test",
                        StartedAt = DateTimeOffset.UnixEpoch,
                        LaunchDeadline = DateTimeOffset.UnixEpoch,
                        TicketHash = task.Id.ToByteArray(),
                        TicketExpiresAt = DateTimeOffset.UnixEpoch,
                    });
                }

                await scope.Db.SaveChangesAsync(token);
                await scope.Db.Tasks.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Status, RelayTaskStatus.Running), token);
            },
            CancellationToken.None);
        return tasks;
    }

    private static RelayTask NewTask(Guid id, int number) => new()
    {
        Id = id,
        Source = TaskSource.Api,
        Agent = "scribe",
        RepositoryId = 1,
        RepositoryOwner = "octo",
        RepositoryName = "hello",
        IssueNumber = number,
        IssueTitle = "t",
        Instructions = "",
        CreatedById = 7,
        CreatedByLogin = "writer",
        MaxAttempts = 1,
        Runner = GoneRunner.TheName,
        CreatedAt = DateTimeOffset.UnixEpoch,
        QueuedAt = DateTimeOffset.UnixEpoch,
        Branch = RelayTask.BranchFor(1, id),
    };

    /// <summary>A platform that knows of no worker.</summary>
    private sealed class GoneRunner : ITaskRunner
    {
        public const string TheName = "gone";

        public string Name => TheName;

        public bool IsTiedToServer => true;

        public Task<LaunchResult> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<WorkerState> ObserveAsync(TaskAttempt attempt, CancellationToken cancellationToken) =>
            Task.FromResult<WorkerState>(new WorkerState.Gone());

        public Task AskToEndAsync(TaskAttempt attempt, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task KillAsync(TaskAttempt attempt, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CleanAsync(TaskAttempt attempt, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
