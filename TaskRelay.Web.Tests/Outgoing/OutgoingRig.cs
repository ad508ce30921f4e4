using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>Apps on one store, a receiver, and a clock that the test moves.</summary>
internal sealed class OutgoingRig : IAsyncDisposable
{
    public static readonly Caller Writer = Caller.OfSession(7, "writer", null, false, "session");

    private readonly string _folder = Directory.CreateTempSubdirectory("taskrelay-hooks-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly List<RelayHost> _hosts = [];

    private OutgoingRig(HookReceiver receiver, Dictionary<string, string?> settings) => (Receiver, _settings) = (receiver, settings);

    public HookReceiver Receiver { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    public RelayHost Host => _hosts[^1];

    /// <summary>Several apps may be on the store at once.</summary>
    public bool MayShare => _settings.ContainsKey("Instance:Name");

    public static async Task<OutgoingRig> StartAsync(TestStore? store = null, bool allowPrivate = true, bool sends = true)
    {
        var settings = await (store ?? TestStore.Sqlite).NewAsync(new Dictionary<string, string?>
        {
            ["Notifications:AllowHttp"] = "true",
            ["Notifications:AllowPrivateTargets"] = allowPrivate ? "true" : "false",
            ["Queue:MaxRunning"] = "0",
            ["RateLimits:PerUserPerMinute"] = "0",
        });
        var rig = new OutgoingRig(await HookReceiver.StartAsync(), settings);
        settings.TryAdd("ConnectionStrings:TaskRelay", $"Data Source={rig._folder}/taskrelay.db");
        settings["DataProtection:KeysPath"] = $"{rig._folder}/keys";
        await rig.AddHostAsync(sends);
        await rig.WriteAsync((scope, _) =>
        {
            scope.Execute("INSERT INTO users (id, login, is_administrator, created_at, last_sign_in_at) VALUES (@p0, @p1, @p3, @p2, @p2)", Writer.Id, Writer.Login, rig.Clock.GetUtcNow(), false);
            return Task.CompletedTask;
        });
        return rig;
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>Another app on the store.</summary>
    public async Task AddHostAsync(bool sends = true)
    {
        if (MayShare)
        {
            _settings["Instance:Name"] = $"hooks-{_hosts.Count}";
        }

        _hosts.Add(await RelayHost.StartAsync(
            _settings,
            Clock,
            services =>
            {
                if (!sends)
                {
                    services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(WebhookSender)));
                }
            },
            keepsStore: true));
    }

    /// <summary>Ends the app, as a stop does.</summary>
    public async Task EndHostAsync()
    {
        var host = Host;
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    public async Task<(Guid Id, string Secret)> AddEndpointAsync(params string[] events)
    {
        var answer = await Get<WebhookStore>().CreateAsync(
            Writer, false, new WebhookWish(null, Receiver.Url, events.Length == 0 ? OutgoingEvents.All : events), Writer.Actor(), CancellationToken.None);
        var done = Assert.IsType<WebhookAnswer.Done>(answer);
        return (done.Endpoint.Id, done.Secret!);
    }

    public async Task<RelayTask> AddTaskAsync(long by = 7, RelayTaskStatus status = RelayTaskStatus.Running)
    {
        var (id, now) = (Guid.CreateVersion7(), Clock.GetUtcNow());
        var task = new RelayTask
        {
            Id = id,
            Source = TaskSource.Comment,
            Status = status,
            Agent = "scribe",
            RepositoryId = 1,
            RepositoryOwner = "octo",
            RepositoryName = "hello",
            IssueNumber = 1,
            IssueTitle = "An issue",
            Instructions = "fix it",
            CreatedById = by,
            CreatedByLogin = "writer",
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = now,
            QueuedAt = now,
            StartedAt = now,
            DeadlineAt = now.AddDays(30),
            NextAdmissionAt = now,
            Branch = RelayTask.BranchFor(1, id),
        };
        await WriteAsync(async (scope, stop) =>
        {
            scope.Db.Tasks.Add(task);
            await scope.Db.SaveChangesAsync(stop);
        });
        return task;
    }

    /// <summary>Ends it, inside a piece of work.</summary>
    public Task<MoveResult> EndAsync(WriteScope scope, RelayTask task, RelayTaskStatus to, CancellationToken stop, bool isRetried = false) => Get<TaskGate>().MoveAsync(
        scope,
        new TaskMove
        {
            TaskId = task.Id,
            Attempt = task.Attempt,
            From = [task.Status],
            To = to,
            Reason = "Test.",
            IsRetried = isRetried,
            Error = to == RelayTaskStatus.Failed ? new TaskError("agent_failed", "It broke.") : null,
        },
        stop);

    public async Task<RelayTask> EndedAsync(RelayTaskStatus to = RelayTaskStatus.Succeeded, long by = 7)
    {
        var task = await AddTaskAsync(by, to == RelayTaskStatus.Stopped ? RelayTaskStatus.Stopping : RelayTaskStatus.Running);
        await WriteAsync((scope, stop) => EndAsync(scope, task, to, stop));
        return task;
    }

    public Task WriteAsync(Func<WriteScope, CancellationToken, Task> work) => Get<IWriteGate>().WriteAsync(work, CancellationToken.None);

    public Task<List<WebhookDelivery>> DeliveriesAsync() => Host.ReadAsync(db => db.WebhookDeliveries.OrderBy(row => row.Id).ToListAsync());

    public Task<List<WebhookAttempt>> AttemptsAsync() => Host.ReadAsync(db => db.WebhookAttempts.OrderBy(row => row.At).ThenBy(row => row.Number).ToListAsync());

    public Task<WebhookEndpoint> EndpointAsync(Guid id) => Host.ReadAsync(db => db.WebhookEndpoints.SingleAsync(row => row.Id == id));

    /// <summary>
    /// Waits until so many attempts are noted. A sender that looked just before the clock was moved waits for its next
    /// look, so that is helped on now and then.
    /// </summary>
    public async Task NotedAsync(int attempts)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var looks = 1; (await AttemptsAsync()).Count < attempts; looks++)
        {
            if (looks % 50 == 0)
            {
                Clock.Advance(TimeSpan.FromSeconds(5));
            }

            Assert.False(limit.IsCancellationRequested, $"{attempts} attempts were expected; there are {(await AttemptsAsync()).Count}.");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_hosts.Count > 0)
        {
            await EndHostAsync();
        }

        await Receiver.DisposeAsync();
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(configuration, _settings);
        await TestStore.RemoveAsync(configuration.Build());
        Directory.Delete(_folder, recursive: true);
    }
}
