using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>Two relays in this process on one database, beside one GitHub in a box. Webhooks go to the first.</summary>
internal sealed class Instances : IAsyncDisposable
{
    public const string Repository = "octo/hello";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private Instances(SimulatorHost gitHub, RelayHost first, RelayHost second) => (GitHub, First, Second) = (gitHub, first, second);

    public SimulatorHost GitHub { get; }

    public RelayHost First { get; }

    public RelayHost Second { get; }

    public static async Task<Instances> StartAsync(IReadOnlyDictionary<string, string?>? more = null)
    {
        var gitHub = await SimulatorHost.StartAsync(new SimulatorOptions());
        var settings = await TestStore.Postgres.NewAsync(new Dictionary<string, string?>
        {
            ["GitHub:WebBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:ApiBaseUrl"] = gitHub.Url.ToString().TrimEnd('/'),
            ["GitHub:AppId"] = $"{gitHub.App.AppId}",
            ["GitHub:AppSlug"] = gitHub.App.Slug,
            ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
            ["GitHub:ClientId"] = gitHub.App.ClientId,
            ["GitHub:ClientSecret"] = gitHub.App.ClientSecret,
            ["GitHub:WebhookSecret"] = gitHub.App.WebhookSecret,
            ["Admission:Accounts"] = "*",
            ["Administrators"] = "maintainer",
            ["Queue:MaxRunning"] = "0",
        });
        foreach (var (key, value) in more ?? new Dictionary<string, string?>())
        {
            settings[key] = value;
        }

        // Both at once, on an empty key table: as two containers start.
        var (first, second) = (StartAsync(settings, "first"), StartAsync(settings, "second"));
        var instances = new Instances(gitHub, await first, await second);
        gitHub.App.WebhookUrl = new Uri(instances.First.Client.BaseAddress!, "api/webhooks/github");
        return instances;
    }

    /// <summary>Writes a comment, which sends its webhook.</summary>
    public Task<PostedComment> CommentAsync(string body, int issue = 1, string login = "writer") => GitHub.State.CommentAsync(Repository, issue, login, body);

    /// <summary>A browser that knows one of them.</summary>
    public static async Task<TestBrowser> SignInAsync(RelayHost relay, string login)
    {
        var browser = new TestBrowser(relay.Client.BaseAddress!);
        using var answer = await browser.SignInAsync(login);
        Assert.Equal("/", answer.Headers.Location!.ToString());
        return browser;
    }

    /// <summary>Waits for something observable.</summary>
    public static async Task WaitAsync(string what, Func<Task<bool>> wished)
    {
        for (var until = DateTime.UtcNow + Patience; !await wished(); await Task.Delay(Look))
        {
            Assert.True(DateTime.UtcNow < until, $"Waited in vain for {what}.");
        }
    }

    /// <summary>Waits until nothing is left to tell GitHub.</summary>
    public Task SettleAsync() => WaitAsync("an empty outbox", async () => !await First.ReadAsync(db => db.Outbox.AnyAsync(row => row.Sent < row.Wanted && !row.Dead)));

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await First.DisposeAsync();
        await GitHub.DisposeAsync();
    }

    private static Task<RelayHost> StartAsync(Dictionary<string, string?> settings, string name) =>
        RelayHost.StartAsync(new Dictionary<string, string?>(settings) { ["Instance:Name"] = name }, keepsStore: name == "second");
}
