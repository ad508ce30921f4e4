using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>The tasks station on a real store, with a clock of the test's and nothing above it.</summary>
public sealed class StoreRig : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-store-");
    private readonly ServiceProvider _services;
    private readonly IConfiguration _configuration;
    private long _comments;

    private StoreRig(Dictionary<string, string?> settings)
    {
        settings.TryAdd("ConnectionStrings:TaskRelay", $"Data Source={Path}");
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddRelayData(_configuration)
            .AddRelayTelemetry(_configuration)
            .AddRelayAudit()
            .AddRelayRetention(_configuration)
            .AddRelayTasks(_configuration)
            .BuildServiceProvider();
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "store.db");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    public IWriteGate Writes => Get<IWriteGate>();

    public static async Task<StoreRig> StartAsync(TestStore? store = null)
    {
        var rig = new StoreRig(await (store ?? TestStore.Sqlite).NewAsync());
        await rig.Get<IStoreStartup>().RunAsync(CancellationToken.None);
        return rig;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<RelayDbContext, Task<T>> read)
    {
        await using var context = await Get<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync();
        return await read(context);
    }

    /// <summary>A new queued task.</summary>
    public RelayTask NewTask()
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        return new RelayTask
        {
            Id = id,
            Source = TaskSource.Comment,
            Agent = "scribe",
            RepositoryId = 1,
            RepositoryOwner = "octo",
            RepositoryName = "hello",
            IssueNumber = 1,
            IssueTitle = "t",
            CommentId = Interlocked.Increment(ref _comments),
            Instructions = "",
            CreatedById = 7,
            CreatedByLogin = "writer",
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = Clock.GetUtcNow(),
            QueuedAt = Clock.GetUtcNow(),
            Branch = RelayTask.BranchFor(1, id),
        };
    }

    /// <summary>A stored task, put into the status by hand.</summary>
    public async Task<RelayTask> AddAsync(RelayTaskStatus status)
    {
        var task = NewTask();
        await Writes.WriteAsync(
            async (scope, token) =>
            {
                Get<TaskCreation>().Insert(scope, task, "made");
                await scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Status, status), token);
            },
            CancellationToken.None);
        return await ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await TestStore.RemoveAsync(_configuration);
        _folder.Delete(recursive: true);
    }
}
