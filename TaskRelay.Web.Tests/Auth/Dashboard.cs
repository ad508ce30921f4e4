using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Simulator;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>A relay that nothing runs on, beside a GitHub in a box that people sign in with.</summary>
public sealed class Dashboard : IAsyncDisposable
{
    public const string Repository = "octo/hello";

    private Dashboard(SimulatorHost gitHub, RelayHost relay) => (GitHub, Relay) = (gitHub, relay);

    public SimulatorHost GitHub { get; }

    public RelayHost Relay { get; }

    public Uri Address => Relay.Client.BaseAddress!;

    public long RepositoryId => GitHub.State.FindRepository(Repository)!.Id;

    /// <summary>Starts both; <c>maintainer</c> is administrator.</summary>
    /// <param name="more">Settings beside the usual ones.</param>
    /// <param name="clock">The relay's clock, where it is not the machine's.</param>
    /// <param name="withApp">The relay has the App's key, and so can ask GitHub in its own name.</param>
    /// <param name="change">Services beside the relay's own.</param>
    public static Task<Dashboard> StartAsync(
        IReadOnlyDictionary<string, string?>? more = null, TimeProvider? clock = null, bool withApp = false, Action<IServiceCollection>? change = null) =>
        StartAsync(
            gitHub => (withApp ? AppOf(gitHub) : []).Concat(more ?? new Dictionary<string, string?>()),
            clock,
            change);

    /// <summary>The same, with settings that come from the GitHub beside it: the App's id and key.</summary>
    public static async Task<Dashboard> StartAsync(
        Func<SimulatorHost, IEnumerable<KeyValuePair<string, string?>>> more, TimeProvider? clock, Action<IServiceCollection>? change = null)
    {
        var gitHub = await SimulatorHost.StartAsync(new SimulatorOptions());
        var settings = new Dictionary<string, string?>
        {
            ["GitHub:WebBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ApiBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ClientId"] = gitHub.App.ClientId,
            ["GitHub:ClientSecret"] = gitHub.App.ClientSecret,
            ["Anthropic:BaseUrl"] = gitHub.AnthropicUrl,
            ["Fly:ApiBaseUrl"] = gitHub.FlyUrl,
            ["Administrators"] = "maintainer",
            ["Queue:MaxRunning"] = "0",
        };
        foreach (var (key, value) in more(gitHub))
        {
            settings[key] = value;
        }

        return new Dashboard(gitHub, await RelayHost.StartAsync(settings, clock, change));
    }

    public T Get<T>()
        where T : notnull => Relay.Services.GetRequiredService<T>();

    /// <summary>A browser that somebody has signed in with.</summary>
    public async Task<TestBrowser> SignInAsync(string login)
    {
        var browser = new TestBrowser(Address);
        using var answer = await browser.SignInAsync(login);
        Assert.Equal("/", answer.Headers.Location!.ToString());
        return browser;
    }

    /// <summary>A task in the store, as if a comment had made it.</summary>
    public async Task<RelayTask> AddTaskAsync(
        string by = "writer", RelayTaskStatus status = RelayTaskStatus.Queued, string title = "Fix the flaky test", int issue = 1, Action<RelayTask>? change = null, long? repositoryId = null,
        long? comment = null)
    {
        var stored = GitHub.State.FindRepository(Repository)!;
        var now = DateTimeOffset.UtcNow;
        var task = new RelayTask
        {
            Id = Guid.CreateVersion7(),
            Status = status,
            Source = TaskSource.Comment,
            Agent = "scribe",
            RepositoryId = repositoryId ?? stored.Id,
            RepositoryOwner = stored.FullName.Split('/')[0],
            RepositoryName = stored.FullName.Split('/')[1],
            IssueNumber = issue,
            IssueTitle = title,
            CommentId = comment,
            Instructions = "please do it",
            CreatedById = GitHub.State.User(by).Id,
            CreatedByLogin = by,
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = now,
            QueuedAt = now,
            StartedAt = status == RelayTaskStatus.Queued ? null : now,
            CompletedAt = TaskMoves.IsTerminal(status) ? now : null,
            DeadlineAt = TaskMoves.IsTerminal(status) ? null : now.AddHours(1),
            NextAdmissionAt = now.AddHours(1),
            Branch = "taskrelay/1-000000000000",
        };
        if (status == RelayTaskStatus.Failed)
        {
            (task.ErrorCode, task.ErrorMessage) = ("agent_failed", "It did not work.");
        }

        change?.Invoke(task);
        await Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                var reason = $"Asked for by {by}.";
                task.LastEventSeq = 1;
                scope.Db.Tasks.Add(task);
                await scope.Db.SaveChangesAsync(token);
                scope.Db.History.Add(new TaskHistoryEntry { TaskId = task.Id, Attempt = task.Attempt, At = now, To = status, Reason = reason });
                scope.Db.Events.Add(new TaskEvent
                {
                    TaskId = task.Id,
                    Seq = 1,
                    Attempt = task.Attempt,
                    At = now,
                    Kind = TaskEventKind.State,
                    Text = reason,
                    Status = status,
                });
                await scope.Db.SaveChangesAsync(token);
                Get<TaskChanges>().PublishAfterCommit(scope, task.Id);
            },
            CancellationToken.None);
        return task;
    }

    /// <summary>Moves it, as its worker or the queue would.</summary>
    public Task<MoveResult> MoveAsync(RelayTask task, RelayTaskStatus from, RelayTaskStatus to, TaskError? error = null) =>
        Get<IWriteGate>().WriteAsync(
            (scope, token) => Get<TaskGate>().MoveAsync(
                scope,
                new TaskMove { TaskId = task.Id, Attempt = task.Attempt, From = [from], To = to, Reason = $"Now {to}.", Error = error },
                token),
            CancellationToken.None);

    /// <summary>Lines of its log.</summary>
    public Task AddLogAsync(RelayTask task, string stream, long firstSeq, params string[] texts) =>
        Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                var lines = texts.Select((text, at) => new TaskLine(firstSeq + at, DateTimeOffset.UtcNow, TaskEventKind.Log, stream, text)).ToList();
                await Get<TaskEventWriter>().AppendAsync(scope, task.Id, task.Attempt, lines, token);
                Get<TaskChanges>().PublishAfterCommit(scope, task.Id);
            },
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Relay.DisposeAsync();
        await GitHub.DisposeAsync();
    }

    private static Dictionary<string, string?> AppOf(SimulatorHost gitHub) => new()
    {
        ["GitHub:AppId"] = $"{gitHub.App.AppId}",
        ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
    };
}
