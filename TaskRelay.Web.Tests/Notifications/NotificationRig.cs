using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Simulator;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Notifications;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Notifications;

/// <summary>Tasks, store, outbox and its sender on a simulated GitHub, all by one clock that a test moves.</summary>
internal sealed class NotificationRig : IAsyncDisposable
{
    public const string Repository = "octo/hello";

    private readonly string folder = Directory.CreateTempSubdirectory("taskrelay-notify-").FullName;
    private readonly ServiceProvider provider;
    private readonly IConfiguration configuration;

    private NotificationRig(SimulatorHost gitHub, FakeTimeProvider clock, IEnumerable<KeyValuePair<string, string?>> store)
    {
        (GitHub, Clock) = (gitHub, clock);
        configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:TaskRelay"] = $"Data Source={folder}/taskrelay.db",
            ["GitHub:ApiBaseUrl"] = gitHub.Url.ToString().TrimEnd('/') + "/api/v3",
            ["GitHub:AppId"] = gitHub.App.AppId.ToString(),
            ["GitHub:AppSlug"] = gitHub.App.Slug,
            ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
        }).AddInMemoryCollection(store).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);

        // As if the server listened already: loops begin then.
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        lifetime.NotifyStarted();
        services.AddSingleton(new LoopStart(lifetime, TimeSpan.Zero, clock));
        services.AddSingleton(new PublicAddress { Value = new Uri("https://relay.example") });
        services.AddRelayData(configuration);
        services.AddRelayTelemetry(configuration)
            .AddRelayTasks(configuration);
        services.AddRelayGitHub(configuration);
        services.AddRelayNotifications();
        provider = services.BuildServiceProvider();
    }

    public SimulatorHost GitHub { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>What the App wrote on issue 1, oldest first.</summary>
    public IReadOnlyList<SimulatedComment> Own => [.. GitHub.State.Comments(Repository, 1).Where(comment => comment.ByApp)];

    public static async Task<NotificationRig> StartAsync(bool sending = true, TestStore? store = null)
    {
        // Whole milliseconds, as the store keeps them.
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        var rig = new NotificationRig(
            await SimulatorHost.StartAsync(new SimulatorOptions { TimeProvider = clock }), clock, await (store ?? TestStore.Sqlite).NewAsync());
        await rig.provider.GetRequiredService<IStoreStartup>().RunAsync(CancellationToken.None);
        if (sending)
        {
            await rig.SendAsync();
        }

        return rig;
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    /// <summary>Starts the sender.</summary>
    public async Task SendAsync()
    {
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    /// <summary>Somebody comments, and a task comes of it.</summary>
    public async Task<RelayTask> AskAsync(string login = "writer", bool knowsInstallation = true, string repository = Repository)
    {
        var comment = (await GitHub.State.CommentAsync(repository, 1, login, "@taskrelay fix it")).Comment;
        var task = NewTask(comment, repository, knowsInstallation ? GitHub.State.InstallationOf(repository)!.Id : null);
        await Get<IWriteGate>().WriteAsync(
            (scope, _) =>
            {
                Get<TaskCreation>().Insert(scope, task, "Asked for.");
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return task;
    }

    /// <summary>Asked, admitted and running.</summary>
    public async Task<RelayTask> RunAsync(string login = "writer")
    {
        var task = await AskAsync(login);
        await AdmitAsync(task);
        await MoveAsync(task, RelayTaskStatus.Queued, RelayTaskStatus.Running);
        return task;
    }

    public Task AdmitAsync(RelayTask task) => ChangeAsync(task, row => row.AdmittedAt = Clock.GetUtcNow());

    public Task MoveAsync(RelayTask task, RelayTaskStatus from, RelayTaskStatus to, TaskError? error = null, int attempt = 1, bool isRetried = false) =>
        Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                var now = Clock.GetUtcNow();
                var result = await Get<TaskGate>().MoveAsync(
                    scope,
                    new TaskMove
                    {
                        TaskId = task.Id,
                        Attempt = attempt,
                        From = [from],
                        To = to,
                        Reason = "Test.",
                        Error = error,
                        IsRetried = isRetried,
                        Set = to == RelayTaskStatus.Running ? setters => setters.SetProperty(row => row.StartedAt, now) : null,
                    },
                    token);
                Assert.IsType<MoveResult.Moved>(result);
            },
            CancellationToken.None);

    /// <summary>Changes columns that no move changes, and tells GitHub.</summary>
    public Task ChangeAsync(RelayTask task, Action<RelayTask> change) =>
        Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                var row = await scope.Db.Tasks.AsTracking().FirstAsync(found => found.Id == task.Id, token);
                change(row);
                await scope.Db.SaveChangesAsync(token);
                Get<TaskOutbox>().TaskChanged(scope, row);
            },
            CancellationToken.None);

    /// <summary>Plain SQL at the gate.</summary>
    public Task ExecuteAsync(string sql, params object?[] values) =>
        Get<IWriteGate>().WriteAsync((scope, _) => Task.FromResult(scope.Execute(sql, values)), CancellationToken.None);

    public async Task<OutboxItem?> RowAsync(string key)
    {
        await using var db = await Get<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync();
        return await db.Outbox.FirstOrDefaultAsync(item => item.Key == key);
    }

    public Task<OutboxItem?> StatusRowAsync(RelayTask task) => RowAsync($"status:{task.Id}");

    /// <summary>Moves time on until everything is sent or given up.</summary>
    public Task SettleAsync(TimeSpan? step = null) => UntilAsync(
        async () =>
        {
            await using var db = await Get<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync();
            return !await db.Outbox.AnyAsync(item => item.Sent < item.Wanted && !item.Dead);
        },
        step);

    /// <summary>Moves time on until something holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, TimeSpan? step = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            if (deadline.IsCancellationRequested)
            {
                Assert.Fail(await TellAsync());
            }

            Clock.Advance(step ?? TimeSpan.FromMilliseconds(200));
            await Task.Delay(10);
        }
    }

    public IReadOnlyList<string> ReactionsTo(RelayTask task) =>
        [.. GitHub.State.Reactions(GitHub.State.FindComment(task.CommentId!.Value)!).Select(reaction => reaction.Content)];

    public IReadOnlyList<DateTimeOffset> TimesOf(string method, string pathPart) =>
        [.. GitHub.Ledger.Entries.Where(entry => entry.Method == method && entry.Path.Contains(pathPart, StringComparison.Ordinal)).Select(entry => entry.At)];

    public async ValueTask DisposeAsync()
    {
        GitHub.Faults.Clear();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await provider.DisposeAsync();
        await TestStore.RemoveAsync(configuration);
        await GitHub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What there is to see when something did not come about.</summary>
    private async Task<string> TellAsync()
    {
        await using var db = await Get<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync();
        var rows = await db.Outbox.Select(item => $"{item.Key}: {item.Sent}/{item.Wanted}, {item.Tries} tries, due {item.DueAt:O}, {item.LastError}").ToListAsync();
        var requests = GitHub.Ledger.Entries.TakeLast(20).Select(entry => $"{entry.At:O} {entry.Method} {entry.Path} {entry.Status}");
        return string.Join('\n', ["It did not come about within a minute.", $"Now {Clock.GetUtcNow():O}", .. rows, .. requests]);
    }

    private RelayTask NewTask(SimulatedComment comment, string repository, long? installationId)
    {
        var id = Guid.CreateVersion7();
        var now = Clock.GetUtcNow();
        return new RelayTask
        {
            Id = id,
            Source = TaskSource.Comment,
            Agent = "scribe",
            RepositoryId = comment.RepositoryId,
            RepositoryOwner = repository.Split('/')[0],
            RepositoryName = repository.Split('/')[1],
            InstallationId = installationId,
            IssueNumber = 1,
            IssueTitle = "An issue",
            CommentId = comment.Id,
            Instructions = "fix it",
            CreatedById = comment.Author.Id,
            CreatedByLogin = comment.Author.Login,
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = now,
            QueuedAt = now,
            DeadlineAt = now.AddHours(24),
            NextAdmissionAt = now,
            Branch = RelayTask.BranchFor(1, id),
        };
    }
}
