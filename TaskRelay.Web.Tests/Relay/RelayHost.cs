using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Data;
using TaskRelay.Web.Hosting;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>The whole app in this process, on a port and a store of its own, with nobody outside to talk to.</summary>
public sealed class RelayHost : IAsyncDisposable
{
    public const string Secret = "a webhook secret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-host-");
    private WebApplication _app = null!;
    private bool _keepsStore;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it; admission stays closed unless the settings open it. A database of its own goes with it, unless it is kept for another.</summary>
    public static async Task<RelayHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? clock = null, Action<IServiceCollection>? change = null, bool keepsStore = false)
    {
        var host = new RelayHost { _keepsStore = keepsStore };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = RelayProcess.BuildFolder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:TaskRelay"] = $"Data Source={Path.Combine(host._folder.FullName, "taskrelay.db")}",
            ["DataProtection:KeysPath"] = Path.Combine(host._folder.FullName, "keys"),
            ["Runners:Local:WorkRoot"] = Path.Combine(host._folder.FullName, "work"),
            ["GitHub:WebhookSecret"] = Secret,
            ["GitHub:WebBaseUrl"] = "http://127.0.0.1:9",
            ["GitHub:ApiBaseUrl"] = "http://127.0.0.1:9",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Microsoft"] = "Error",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Error",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.AddTaskRelay();
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        // Codes of set-up are for operators, not for the tests' output.
        builder.Services.AddSingleton(new SetupConsole(TextWriter.Null));
        change?.Invoke(builder.Services);
        host._app = builder.Build();
        host._app.UseTaskRelay();
        await host._app.StartAsync();
        var address = host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        host.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        return host;
    }

    public async Task<T> ReadAsync<T>(Func<RelayDbContext, Task<T>> read)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync();
        return await read(context);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        var configuration = Services.GetRequiredService<IConfiguration>();
        await _app.DisposeAsync();
        if (!_keepsStore)
        {
            await TestStore.RemoveAsync(configuration);
        }

        _folder.Delete(recursive: true);
    }
}
