using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Simulator;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Ingest;

/// <summary>A GitHub in a box and a relay that runs nothing, on one clock that the test moves, and a store that outlives the relay.</summary>
internal sealed class IngestRig : IAsyncDisposable
{
    public const string Repository = "octo/hello";

    /// <summary>Nobody listens there.</summary>
    private static readonly Uri Closed = new("http://127.0.0.1:9/api/webhooks/github");

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-ingest-");
    private readonly Dictionary<string, string?> _settings;

    private IngestRig(FakeTimeProvider clock, SimulatorHost gitHub, string ingest, IReadOnlyDictionary<string, string?> more)
    {
        (Clock, GitHub) = (clock, gitHub);
        _settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:TaskRelay"] = $"Data Source={Path.Combine(_folder.FullName, "taskrelay.db")}",
            ["DataProtection:KeysPath"] = Path.Combine(_folder.FullName, "keys"),
            ["GitHub:WebBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ApiBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:AppId"] = $"{gitHub.App.AppId}",
            ["GitHub:AppSlug"] = gitHub.App.Slug,
            ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
            ["GitHub:ClientId"] = gitHub.App.ClientId,
            ["GitHub:ClientSecret"] = gitHub.App.ClientSecret,
            ["GitHub:WebhookSecret"] = gitHub.App.WebhookSecret,
            ["GitHub:Ingest"] = ingest,
            ["Admission:Accounts"] = "*",
            ["Administrators"] = "maintainer",
            ["Queue:MaxRunning"] = "0",
        };
        foreach (var (key, value) in more)
        {
            _settings[key] = value;
        }
    }

    public FakeTimeProvider Clock { get; }

    public SimulatorHost GitHub { get; }

    public RelayHost Relay { get; private set; } = null!;

    public long RepositoryId => GitHub.State.FindRepository(Repository)!.Id;

    public static async Task<IngestRig> StartAsync(string ingest = "webhook", IReadOnlyDictionary<string, string?>? more = null)
    {
        var now = DateTimeOffset.UtcNow;
        var clock = new FakeTimeProvider(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)));
        var gitHub = await SimulatorHost.StartAsync(new SimulatorOptions { TimeProvider = clock });
        var rig = new IngestRig(clock, gitHub, ingest, more ?? new Dictionary<string, string?>());
        await rig.StartRelayAsync();
        return rig;
    }

    /// <summary>Starts the relay (again) on the same store. Webhooks come to it unless it only reads.</summary>
    public async Task StartRelayAsync()
    {
        Relay = await RelayHost.StartAsync(_settings, Clock, keepsStore: true);
        GitHub.App.WebhookUrl = _settings["GitHub:Ingest"] == "poll" ? null : new Uri(Relay.Client.BaseAddress!, "api/webhooks/github");
    }

    /// <summary>The relay is down: GitHub gets rid of nothing.</summary>
    public async Task StopRelayAsync()
    {
        await Relay.DisposeAsync();
        GitHub.App.WebhookUrl = Closed;
    }

    public Task<PostedComment> CommentAsync(string body, string login = "writer", int issue = 1) => GitHub.State.CommentAsync(Repository, issue, login, body);

    public Task<int> TasksAsync() => Relay.ReadAsync(db => db.Tasks.CountAsync());

    /// <summary>Moves the clock step by step, giving the relay time to do what falls due, until it is as wished. Answers how much time that took.</summary>
    public async Task<TimeSpan> MoveUntilAsync(string what, Func<Task<bool>> wished, TimeSpan atMost, TimeSpan? step = null)
    {
        var start = Clock.GetUtcNow();
        while (!await wished())
        {
            Assert.True(Clock.GetUtcNow() - start <= atMost, $"{what} did not come within {atMost}.");
            await MoveAsync(step ?? TimeSpan.FromMilliseconds(500));
        }

        return Clock.GetUtcNow() - start;
    }

    /// <summary>One step of the clock, and an answer to what it caused.</summary>
    /// <param name="step">How far.</param>
    /// <param name="patience">How long to wait, in real time, for a step that sets something off.</param>
    public async Task MoveAsync(TimeSpan step, TimeSpan? patience = null)
    {
        var before = Seen;
        Clock.Advance(step);

        // What the step set off shows in GitHub's books; nothing at all may have been due.
        for (var waited = TimeSpan.Zero; waited < (patience ?? TimeSpan.FromMilliseconds(100)) && Seen == before; waited += Look)
        {
            await Task.Delay(Look);
        }

        for (var quiet = 0; quiet < 3;)
        {
            var seen = Seen;
            await Task.Delay(Look);
            quiet = Seen == seen ? quiet + 1 : 0;
        }
    }

    /// <summary>Moves on for so long.</summary>
    public async Task MoveForAsync(TimeSpan time, TimeSpan step)
    {
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end;)
        {
            await MoveAsync(step);
        }
    }

    /// <summary>Somebody's browser, signed in.</summary>
    public async Task<TestBrowser> SignInAsync(string login)
    {
        var browser = new TestBrowser(Relay.Client.BaseAddress!);
        using var answer = await browser.SignInAsync(login);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await Relay.DisposeAsync();
        await TestStore.RemoveAsync(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        await GitHub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private int Seen => GitHub.Ledger.Count + GitHub.Deliveries.Count;
}
