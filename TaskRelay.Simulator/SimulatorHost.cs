using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TaskRelay.Simulator.Anthropic;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.Fly;
using TaskRelay.Simulator.Fly.Machines;
using TaskRelay.Simulator.Git;
using TaskRelay.Simulator.Models;
using TaskRelay.Simulator.OAuth;
using TaskRelay.Simulator.Pages;
using TaskRelay.Simulator.Rest;
using TaskRelay.Simulator.Rest.Shapes;
using TaskRelay.Simulator.Sample;
using TaskRelay.Simulator.State;
using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Simulator;

/// <summary>A GitHub in a box, listening on the loopback interface only.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly StateFolder _folder;
    private readonly WebhookSender _hooks;

    private SimulatorHost(WebApplication web, StateFolder folder, GitHubState state, WebhookSender hooks, FaultScript faults, RequestLedger ledger)
    {
        (_web, _folder, _hooks) = (web, folder, hooks);
        (State, Faults, Ledger) = (state, faults, ledger);
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = new Uri(address);
        // One key for both: the list of models, by which keys are checked, and the models themselves.
        web.Services.GetRequiredService<AnthropicKeys>().Set(ModelProvider.DefaultKey, AnthropicKeyState.Valid);
        (Anthropic, Fly) = (web.Services.GetRequiredService<AnthropicKeys>(), web.Services.GetRequiredService<FlyState>());
        state.BaseUrl = address.TrimEnd('/');
    }

    public Uri Url { get; }
    public GitHubState State { get; }
    public FaultScript Faults { get; }
    public RequestLedger Ledger { get; }
    public SimulatedApp App => State.App;
    public ModelProvider Models => _web.Services.GetRequiredService<ModelProvider>();
    public RateLimits RateLimits => _web.Services.GetRequiredService<RateLimits>();

    /// <summary>What was sent to the App, oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries => _hooks.Log.All;

    /// <summary>A signed-in person's token, without the way through the authorize page.</summary>
    public string CreateUserToken(string login) => _web.Services.GetRequiredService<OAuthStore>().Grant(State.User(login)).Value;

    /// <summary>Takes back everything that a person has granted the App, as they do on their settings page.</summary>
    public void RevokeGrant(string login) => _web.Services.GetRequiredService<OAuthStore>().RevokeGrant(State.User(login));

    /// <summary>Whether a user token is good now.</summary>
    public bool KnowsToken(string token) => State.Tokens.Find(token) is not null;

    /// <summary>Sends a delivery once more, as an operator would from the App's settings page.</summary>
    public WebhookDelivery? Redeliver(WebhookDelivery delivery) => _hooks.Redeliver(delivery);

    /// <summary>Keys of the Anthropic beside GitHub, at <see cref="AnthropicUrl"/>.</summary>
    public AnthropicKeys Anthropic { get; }

    public string AnthropicUrl => Url.ToString().TrimEnd('/') + AnthropicApi.Prefix;

    /// <summary>Tokens and apps of the Fly beside GitHub, at <see cref="FlyUrl"/>.</summary>
    public FlyState Fly { get; }

    /// <summary>What runs there.</summary>
    public FlyCloud FlyCloud => _web.Services.GetRequiredService<FlyCloud>();

    public string FlyUrl => Url.ToString().TrimEnd('/') + FlyApi.Prefix;

    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        var time = options.TimeProvider ?? TimeProvider.System;
        var folder = new StateFolder(options.StateFolder);
        GitHooks.Install(folder.Path);
        var app = new SimulatedApp(options.WebhookUrl);
        var state = new GitHubState(app, folder.Path, time);
        var hooks = state.Hooks = new WebhookSender(app, state, time);
        var (faults, ledger) = (new FaultScript(), new RequestLedger(time));

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = folder.Path, ApplicationName = "TaskRelay.Simulator" });
        builder.Logging.ClearProviders().AddSimpleConsole().AddFilter(null, LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddSingleton(time).AddSingleton(state).AddSingleton(app).AddSingleton(hooks).AddSingleton(folder)
            .AddSingleton(faults).AddSingleton(ledger).AddSingleton<AnthropicKeys>().AddSingleton<FlyState>()
            .AddSingleton(services => new FlyCloud(services.GetRequiredService<FlyState>(), time, Path.Combine(folder.Path, "fly")))
            .AddSingleton<FlyLimits>()
            .AddSingleton<Shape>().AddSingleton<CallerReader>().AddSingleton<RateLimits>().AddSingleton<OAuthStore>()
            .AddSingleton<ModelProvider>().AddSingleton<ManifestStore>();
        var web = builder.Build();
        Use(web);
        try
        {
            if (options.Seed)
                SampleData.Add(state);
            await web.StartAsync(cancellationToken);
        }
        catch
        {
            // Most often the port is taken: nothing of this start is left behind.
            await web.DisposeAsync();
            await hooks.DisposeAsync();
            folder.Dispose();
            throw;
        }
        return new SimulatorHost(web, folder, state, hooks, faults, ledger);
    }

    /// <summary>Serves until the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _web.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Requests that a fault holds on to would keep the server from stopping.
        Faults.Release();
        await FlyCloud.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _web.StopAsync(patience.Token);
        await _web.DisposeAsync();
        await _hooks.DisposeAsync();
        _folder.Dispose();
    }

    private static void Use(WebApplication web)
    {
        // Enterprise Server's form of the same addresses.
        web.UsePathBase("/api/v3");
        web.UseMiddleware<LedgerFront>();
        web.UseMiddleware<FaultFront>();
        web.UseMiddleware<RenamedFront>();
        web.UseRouting();
        web.UseMiddleware<ApiFront>();
        RestApi.Map(web);
        GitEndpoints.Map(web);
        AuthorizePage.Map(web);
        TokenEndpoints.Map(web);
        MachinesApi.Map(web);
        AnthropicApi.Map(web);
        FlyApi.Map(web);
        ModelEndpoints.Map(web);
        WebPages.Map(web);
    }
}
