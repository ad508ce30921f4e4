using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TaskRelay.Simulator;
using TaskRelay.Simulator.Models;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Postgres;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>
/// A GitHub in a box and a relay beside it, with everything between a comment and a pull request real: processes, git
/// over HTTP, a SQLite file, the cage.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public const string Repository = "octo/hello";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-test-");
    private readonly Dictionary<string, string> _settings;

    private World(SimulatorHost gitHub, IReadOnlyDictionary<string, string> settings)
    {
        GitHub = gitHub;
        _settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:TaskRelay"] = $"Data Source={Path("taskrelay.db")}",
            ["DataProtection:KeysPath"] = Path("keys"),
            ["GitHub:WebBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ApiBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:AppId"] = $"{gitHub.App.AppId}",
            ["GitHub:AppSlug"] = gitHub.App.Slug,
            ["GitHub:ClientId"] = gitHub.App.ClientId,
            ["GitHub:ClientSecret"] = gitHub.App.ClientSecret,
            ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
            ["GitHub:WebhookSecret"] = gitHub.App.WebhookSecret,
            ["Anthropic:BaseUrl"] = gitHub.AnthropicUrl,
            ["Providers:BaseUrls:openai"] = gitHub.Url.ToString().TrimEnd('/') + ModelEndpoints.OpenAi + "/v1",
            ["Providers:BaseUrls:google"] = gitHub.Url.ToString().TrimEnd('/') + ModelEndpoints.Google,
            ["Providers:BaseUrls:openrouter"] = gitHub.Url.ToString().TrimEnd('/') + ModelEndpoints.OpenRouter + "/v1",
            ["Fly:ApiBaseUrl"] = gitHub.FlyUrl,
            ["Administrators"] = "maintainer",
            ["Runners:Local:WorkRoot"] = Path("work"),
            ["Logging:LogLevel:TaskRelay"] = "Debug",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }
    }

    public SimulatorHost GitHub { get; }

    public RelayProcess Relay { get; private set; } = null!;

    /// <summary>Starts both.</summary>
    public static Task<World> StartAsync(IReadOnlyDictionary<string, string>? settings = null) =>
        StartAsync(_ => settings ?? new Dictionary<string, string>());

    /// <summary>Starts both, with settings that name what the simulator has.</summary>
    public static async Task<World> StartAsync(Func<SimulatorHost, IReadOnlyDictionary<string, string>> settings)
    {
        var gitHub = await SimulatorHost.StartAsync(new SimulatorOptions());
        var world = new World(gitHub, settings(gitHub));
        await world.StartRelayAsync();
        return world;
    }

    /// <summary>A path in the world's own folder.</summary>
    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Starts the relay (again) on the same store, and points GitHub's webhooks at it.</summary>
    public async Task StartRelayAsync(IReadOnlyDictionary<string, string>? more = null)
    {
        var settings = new Dictionary<string, string>(_settings);
        foreach (var (key, value) in more ?? new Dictionary<string, string>())
        {
            settings[key] = value;
        }

        Relay = await RelayProcess.StartAsync(settings);
        GitHub.App.WebhookUrl = new Uri(Relay.Address, "api/webhooks/github");

        // Workers that survive a server call the address that they were started with, so a restart keeps the port.
        _settings["urls"] = Relay.Address.ToString().TrimEnd('/');
    }

    /// <summary>Starts another relay on the same store, which GitHub does not know of.</summary>
    public Task<RelayProcess> StartAnotherAsync(IReadOnlyDictionary<string, string> more)
    {
        var settings = new Dictionary<string, string>(_settings) { ["urls"] = "http://127.0.0.1:0" };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return RelayProcess.StartAsync(settings);
    }

    /// <summary>Writes a comment, which sends its webhook.</summary>
    public Task<PostedComment> CommentAsync(int issue, string body, string login = "writer") =>
        GitHub.State.CommentAsync(Repository, issue, login, body);

    /// <summary>An issue of its own, so that tests do not meet on one.</summary>
    public int NewIssue(string title, string body) => GitHub.State.AddIssue(Repository, title, body).Number;

    /// <summary>An issue whose text carries a script for scribe.</summary>
    public int NewScript(string script) => NewIssue("Do as the script says", $"Please.\n\n```scribe\n{script}\n```\n");

    /// <summary>What the store holds, read beside the running relay.</summary>
    public async Task<T> ReadAsync<T>(Func<RelayDbContext, Task<T>> read)
    {
        var store = _settings["ConnectionStrings:TaskRelay"];
        await using var context = _settings.GetValueOrDefault("Database:Provider") == "postgres"
            ? new PostgresRelayDbContext(new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql(store).Options)
            : new RelayDbContext(new DbContextOptionsBuilder<RelayDbContext>().UseSqlite($"{store};Pooling=False").Options);
        return await read(context);
    }

    /// <summary>Waits until the task of that comment is as wished.</summary>
    public Task<RelayTask> WaitForTaskAsync(PostedComment comment, Func<RelayTask, bool> wished) =>
        WaitAsync(
            $"the task of comment {comment.Comment.Id}",
            () => ReadAsync(context => context.Tasks.FirstOrDefaultAsync(task => task.CommentId == comment.Comment.Id)),
            task => task is not null && wished(task))!;

    /// <summary>Waits for the task's end.</summary>
    public Task<RelayTask> WaitForEndAsync(PostedComment comment) =>
        WaitForTaskAsync(comment, task => TaskMoves.IsTerminal(task.Status));

    /// <summary>Waits for something observable; fails with what was seen last and the relay's log.</summary>
    public async Task<T> WaitAsync<T>(string what, Func<Task<T>> look, Func<T, bool> wished)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var seen = await look();
            if (wished(seen))
            {
                return seen;
            }

            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException($"Waited in vain for {what}; saw {Describe(seen)}.\n{Relay.Output}");
            }

            await Task.Delay(Look);
        }
    }

    /// <summary>Comments of TaskRelay's on an issue that carry the task's marker.</summary>
    public IReadOnlyList<SimulatedComment> StatusComments(RelayTask task) =>
        [.. GitHub.State.Comments(Repository, task.IssueNumber).Where(comment => comment.Body.Contains($"taskrelay:status:{task.Id}", StringComparison.Ordinal))];

    /// <summary>Lets an agent go on that waits for a file called GO.</summary>
    public async Task LetGoAsync(RelayTask task)
    {
        var workspace = await WaitAsync("the workspace", () => Task.FromResult(Workspaces(task).FirstOrDefault(Directory.Exists)), found => found is not null);
        await File.WriteAllTextAsync(System.IO.Path.Combine(workspace!, "GO"), "");
    }

    /// <summary>Where the attempt's workspace may be: on this machine, or on the disk of its Machine.</summary>
    private IEnumerable<string> Workspaces(RelayTask task) =>
        GitHub.FlyCloud.Machines
            .Where(machine => machine.Name.EndsWith($"-{task.Id:N}-{task.Attempt}", StringComparison.Ordinal) && Directory.Exists(machine.Folder))
            .SelectMany(machine => Directory.EnumerateDirectories(machine.Folder, "taskrelay-work-*"))
            .Prepend(System.IO.Path.Combine(Path("work"), $"{task.Id:N}-{task.Attempt}"))
            .Select(folder => System.IO.Path.Combine(folder, "workspace"));

    public async ValueTask DisposeAsync()
    {
        await Relay.DisposeAsync();
        foreach (var folder in Directory.Exists(Path("work")) ? Directory.GetDirectories(Path("work")) : [])
        {
            Processes.KillWithin(folder);
        }

        await TestStore.RemoveAsync(new ConfigurationBuilder().AddInMemoryCollection(_settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
        await GitHub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Describe<T>(T seen) => seen is RelayTask task
        ? $"{task.Status} attempt {task.Attempt} {task.ProgressPhase} {task.WaitReason} {task.ErrorCode} {task.ErrorMessage}"
        : $"{seen}";
}
