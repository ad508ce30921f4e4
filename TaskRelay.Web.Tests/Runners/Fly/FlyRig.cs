using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Contracts;
using TaskRelay.Simulator;
using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.Fly.Machines;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Runners.Fly;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>The whole relay with a clock of the test's, and a Fly in a box beside it whose Machines are real processes.</summary>
internal sealed class FlyRig : IAsyncDisposable
{
    /// <summary>A guest that never claims its task and does not end when it is asked to.</summary>
    public static readonly IReadOnlyList<string> Idle = ["sh", "-c", "trap '' TERM INT; while :; do sleep 1; done"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly CallCounter _calls = new();
    private int _issues;

    private FlyRig(SimulatorHost simulator, FakeTimeProvider clock) => (Simulator, Clock) = (simulator, clock);

    public SimulatorHost Simulator { get; }

    public FlyCloud Fly => Simulator.FlyCloud;

    public RelayHost Relay { get; private set; } = null!;

    /// <summary>Both sides live by it.</summary>
    public FakeTimeProvider Clock { get; }

    public string Token { get; private set; } = "";

    public static async Task<FlyRig> StartAsync(IReadOnlyDictionary<string, string>? more = null, bool idle = true)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        var rig = new FlyRig(await SimulatorHost.StartAsync(new SimulatorOptions { TimeProvider = clock }), clock);
        if (idle)
        {
            rig.Fly.GuestCommand = Idle;
        }

        var settings = FlySettings.For(rig.Simulator, out var token).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        rig.Token = token;
        foreach (var (key, value) in more ?? new Dictionary<string, string>())
        {
            settings[key] = value;
        }

        rig.Relay = await RelayHost.StartAsync(
            settings, rig.Clock, services => services.AddHttpClient(FlyApi.HttpName).AddHttpMessageHandler(rig._calls.Handler));
        return rig;
    }

    /// <summary>A task that only waits to be launched.</summary>
    public async Task<RelayTask> QueueAsync(int maxAttempts = 1, string runner = "fly")
    {
        var now = Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var task = new RelayTask
        {
            Id = id,
            Source = TaskSource.Api,
            Agent = "scribe",
            RepositoryId = 1,
            RepositoryOwner = "octo",
            RepositoryName = "hello",
            // Tasks of one issue wait for each other.
            IssueNumber = ++_issues,
            IssueTitle = "t",
            Instructions = "",
            CreatedById = 7,
            CreatedByLogin = "writer",
            MaxAttempts = maxAttempts,
            Runner = runner,
            CreatedAt = now,
            QueuedAt = now,
            DeadlineAt = now.AddHours(24),
            Branch = RelayTask.BranchFor(1, id),
        };
        await Relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                Relay.Services.GetRequiredService<TaskCreation>().Insert(scope, task, "made");
                await AdmitAsync(scope, id, token);
            },
            CancellationToken.None);
        return task;
    }

    /// <summary>Lets the next attempt go on as if GitHub had been asked.</summary>
    public Task AdmitAsync(RelayTask task) =>
        Relay.Services.GetRequiredService<IWriteGate>().WriteAsync((scope, token) => AdmitAsync(scope, task.Id, token), CancellationToken.None);

    public Task<RelayTask> ReadAsync(RelayTask task) => Relay.ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id));

    public Task<TaskAttempt?> AttemptAsync(RelayTask task, int number = 1) =>
        Relay.ReadAsync(context => context.Attempts.FirstOrDefaultAsync(row => row.TaskId == task.Id && row.Number == number));

    /// <summary>What history says of the attempt's end.</summary>
    public Task<string> ReasonAsync(RelayTask task, RelayTaskStatus to) => Relay.ReadAsync(context => context.History
        .Where(row => row.TaskId == task.Id && row.To == to).OrderBy(row => row.Id).Select(row => row.Reason).FirstAsync());

    /// <summary>The attempt's Machines that were ever made.</summary>
    public IReadOnlyList<FlyMachine> MachinesOf(RelayTask task, int attempt = 1) =>
        [.. Fly.Machines.Where(machine => machine.Name.EndsWith($"-{task.Id:N}-{attempt}", StringComparison.Ordinal))];

    /// <summary>Requests of one kind that reached Fly.</summary>
    public IReadOnlyList<LedgerEntry> Requests(string method, string end) =>
        [.. Simulator.Ledger.Entries.Where(entry => entry.Method == method && entry.Path.EndsWith(end, StringComparison.Ordinal))];

    /// <summary>Moves the clock on until it is so; calls that are under way are waited for in between.</summary>
    public async Task<T> UntilAsync<T>(string what, Func<Task<T>> look, Func<T, bool> wished, TimeSpan? step = null, bool callsMayHang = false)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var seen = await look();
            if (wished(seen))
            {
                return seen;
            }

            Assert.True(DateTime.UtcNow < until, $"Waited in vain for {what}; it is {Clock.GetUtcNow():T} and this was seen last: {Describe(seen)}");
            if (callsMayHang || _calls.IsQuiet)
            {
                Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            }

            await Task.Delay(25);
        }
    }

    public Task<RelayTask> UntilTaskAsync(RelayTask task, Func<RelayTask, bool> wished, TimeSpan? step = null, bool callsMayHang = false) =>
        UntilAsync($"task {task.Id}", () => ReadAsync(task), wished, step, callsMayHang);

    /// <summary>Launched: there is one Machine, and its handle is stored.</summary>
    public async Task<FlyMachine> UntilLaunchedAsync(RelayTask task, int attempt = 1)
    {
        var row = await UntilAsync("the handle", () => AttemptAsync(task, attempt), found => found?.Handle is not null);
        return Assert.Single(Fly.Machines, machine => $"{FlySettings.App}/{machine.Id}" == row!.Handle);
    }

    /// <summary>Lets time pass, a step at a time; what happens at each is given.</summary>
    public async Task PassAsync(TimeSpan time, Func<Task>? eachStep = null, TimeSpan? step = null)
    {
        var end = Clock.GetUtcNow() + time;
        while (Clock.GetUtcNow() < end)
        {
            await (eachStep?.Invoke() ?? Task.CompletedTask);
            var now = Clock.GetUtcNow();
            await UntilAsync("a step", () => Task.FromResult(Clock.GetUtcNow()), at => at > now, step ?? TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Claims as the worker in that Machine does; returns the attempt's token.</summary>
    public async Task<string> ClaimAsync(FlyMachine machine)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, WorkerRoutes.Claim)
        {
            Content = JsonContent.Create(new JsonObject { ["workerId"] = $"{machine.Id}:{Guid.NewGuid():N}" }),
        };
        request.Headers.Authorization = new("Bearer", (string?)machine.Config["env"]![WorkerEnvironment.Ticket]);
        using var answer = await Relay.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
    }

    /// <summary>A worker's call that says no more than that it lives.</summary>
    public async Task CallAsync(string token)
    {
        using var answer = await SendAsync(WorkerRoutes.Events, token, new JsonObject { ["events"] = new JsonArray() });
        answer.EnsureSuccessStatusCode();
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string token, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        return await Relay.Client.SendAsync(request);
    }

    /// <summary>Asks for the end, as a person does.</summary>
    public Task StopAsync(RelayTask task) =>
        Relay.Services.GetRequiredService<TaskControl>().StopAsync(task.Id, AuditActor.System, CancellationToken.None);

    /// <summary>As after a server that died between the launch and the saved handle.</summary>
    public Task ForgetHandleAsync(RelayTask task) => Relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
        (scope, token) => scope.Db.Attempts.Where(row => row.TaskId == task.Id)
            .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Handle, (string?)null), token),
        CancellationToken.None);

    /// <summary>Launches the attempt once more, as a server does that forgot that it had.</summary>
    public async Task<LaunchResult> LaunchAgainAsync(FlyMachine machine, RelayTask task)
    {
        var runner = Relay.Services.GetRequiredService<RunnerRegistry>().Find("fly")!;
        var order = new LaunchOrder(task.Id, 1, (string)machine.Config["env"]![WorkerEnvironment.Ticket]!);
        var launch = runner.LaunchAsync(order, CancellationToken.None);
        await UntilAsync("the launch", () => Task.FromResult(launch.IsCompleted), done => done);
        return await launch;
    }

    public async ValueTask DisposeAsync()
    {
        Simulator.Faults.Clear();
        await Relay.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private Task AdmitAsync(WriteScope scope, Guid id, CancellationToken cancellationToken)
    {
        scope.AfterCommit(Relay.Services.GetRequiredService<QueueSignal>().Set);
        var now = Clock.GetUtcNow();
        return scope.Db.Tasks.Where(row => row.Id == id)
            .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.AdmittedAt, now), cancellationToken);
    }

    private static string Describe<T>(T seen) => seen is RelayTask task
        ? $"{task.Status} attempt {task.Attempt} {task.ProgressPhase} {task.WaitReason} {task.ErrorCode} {task.ErrorMessage}"
        : $"{seen}";
}
