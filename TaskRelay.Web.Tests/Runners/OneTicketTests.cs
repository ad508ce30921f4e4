using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Simulator;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.Runners.Fly;

namespace TaskRelay.Web.Tests.Runners;

/// <summary>A launch that comes twice, as after a crash that nobody can tell from one before it: one worker works.</summary>
public sealed class OneTicketTests
{
    private const string Ticket = "trt_of-a-test-0c7d8e2b5f914a63";

    [Theory]
    [InlineData("local")]
    [InlineData("fly")]
    public async Task Of_two_launches_with_one_ticket_one_worker_works_and_is_seen_until_it_is_killed(string name)
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions());
        // Whoever wins waits for its clone: it must not be through before the other one has started.
        simulator.Faults.Add(new Fault { PathPattern = "^/(repos|app|octo)/", Times = int.MaxValue, HangUntilCancelled = true });
        await using var relay = await RelayHost.StartAsync(SettingsFor(simulator));
        var runner = relay.Services.GetRequiredService<RunnerRegistry>().Find(name)!;
        var taskId = await InsertAsync(relay, name);
        var order = new LaunchOrder(taskId, 1, Ticket);
        var launches = await Task.WhenAll(runner.LaunchAsync(order, CancellationToken.None), runner.LaunchAsync(order, CancellationToken.None));
        Assert.All(launches, launch => Assert.IsType<LaunchResult.Started>(launch));

        var attempt = await WaitAsync("the claim", () => AttemptAsync(relay, taskId), row => row.WorkerId is not null);
        await WaitAsync("the end of the other", () => Task.FromResult(Workers(relay)), workers => workers.Count == 1);
        var seen = await WaitAsync("a look at it", () => runner.ObserveAsync(attempt, CancellationToken.None), state => state is WorkerState.Alive);
        Assert.Contains(((WorkerState.Alive)seen).Handle, launches.Cast<LaunchResult.Started>().Select(launch => launch.Handle));

        await runner.KillAsync(attempt, CancellationToken.None);
        Assert.Empty(Workers(relay));
        await WaitAsync("a look at its end", () => runner.ObserveAsync(attempt, CancellationToken.None), state => state is WorkerState.Gone);
    }

    [Fact]
    public async Task A_worker_whose_beaten_double_was_the_one_on_record_is_not_taken_for_lost()
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions());
        simulator.Faults.Add(new Fault { PathPattern = "^/(repos|app|octo)/", Times = int.MaxValue, HangUntilCancelled = true });
        await using var relay = await RelayHost.StartAsync(SettingsFor(simulator));
        var runner = relay.Services.GetRequiredService<RunnerRegistry>().Find("local")!;
        var taskId = await InsertAsync(relay, "local");
        var order = new LaunchOrder(taskId, 1, Ticket);
        var winner = Assert.IsType<LaunchResult.Started>(await runner.LaunchAsync(order, CancellationToken.None));
        await WaitAsync("the claim", () => AttemptAsync(relay, taskId), row => row.WorkerId is not null);
        var beaten = Assert.IsType<LaunchResult.Started>(await runner.LaunchAsync(order, CancellationToken.None));

        // By its number: before it has become the worker program it is not counted as one.
        var process = $"/proc/{beaten.Handle.Split(':')[0]}";
        await WaitAsync("the end of the other", () => Task.FromResult(Directory.Exists(process)), isThere => !isThere);

        var attempt = await AttemptAsync(relay, taskId);
        attempt.Handle = beaten.Handle;
        attempt.Owner = relay.Services.GetRequiredService<InstanceIdentity>().Id;
        Assert.Equal(winner.Handle, Assert.IsType<WorkerState.Alive>(await runner.ObserveAsync(attempt, CancellationToken.None)).Handle);
        await runner.KillAsync(attempt, CancellationToken.None);
        Assert.IsType<WorkerState.Gone>(await runner.ObserveAsync(attempt, CancellationToken.None));
    }

    private static Dictionary<string, string?> SettingsFor(SimulatorHost simulator) => new(FlySettings.For(simulator, out _).ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
    {
        ["GitHub:WebBaseUrl"] = simulator.Url.ToString().TrimEnd('/'),
        ["GitHub:ApiBaseUrl"] = simulator.Url.ToString().TrimEnd('/'),
        ["GitHub:AppId"] = $"{simulator.App.AppId}",
        ["GitHub:PrivateKey"] = simulator.App.PrivateKeyPem,
    };

    /// <summary>Worker programs that were started with this relay's address: there is no other task.</summary>
    private static List<int> Workers(RelayHost relay) =>
    [
        .. Processes.WithEnvironment($"TASKRELAY_URL={relay.Client.BaseAddress!.ToString().TrimEnd('/')}\0").Where(IsWorker),
    ];

    private static bool IsWorker(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").EndsWith("TaskRelay.Worker.dll\0", StringComparison.Ordinal)
                && !File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Task<TaskAttempt> AttemptAsync(RelayHost relay, Guid taskId) =>
        relay.ReadAsync(context => context.Attempts.SingleAsync(row => row.TaskId == taskId && row.Number == 1));

    private static async Task<T> WaitAsync<T>(string what, Func<Task<T>> look, Func<T, bool> wished)
    {
        var until = DateTime.UtcNow.AddSeconds(120);
        while (true)
        {
            var seen = await look();
            if (wished(seen))
            {
                return seen;
            }

            Assert.True(DateTime.UtcNow < until, $"Waited in vain for {what}; saw {seen}.");
            await Task.Delay(100);
        }
    }

    private static async Task<Guid> InsertAsync(RelayHost relay, string runner)
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
            MaxAttempts = 1,
            Runner = runner,
            CreatedAt = now,
            QueuedAt = now,
            DeadlineAt = now.AddHours(24),
            Branch = RelayTask.BranchFor(1, id),
        };
        await relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                relay.Services.GetRequiredService<TaskCreation>().Insert(scope, task, "made");
                await scope.Db.Tasks.Where(row => row.Id == id)
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Status, RelayTaskStatus.Running), token);
                scope.Db.Attempts.Add(new TaskAttempt
                {
                    TaskId = id,
                    Number = 1,
                    Runner = runner,
                    Owner = "test",
                    StartedAt = now,
                    LaunchDeadline = now.AddMinutes(5),
                    TicketHash = SecretToken.Hash(Ticket),
                    TicketExpiresAt = now.AddMinutes(10),
                });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return id;
    }
}
