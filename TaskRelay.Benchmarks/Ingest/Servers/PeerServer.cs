using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.Hosting;
using TaskRelay.Web.Http;

namespace TaskRelay.Benchmarks.Ingest.Servers;

/// <summary>
/// A peer as a process of its own. All but the empty one are TaskRelay, its configuration, middleware, signature check
/// and parser, and differ only in how the rows reach the file and in which loops run.
/// </summary>
internal static class PeerServer
{
    public const string Verb = "serve";

    /// <summary>Where webhooks go, for every peer.</summary>
    public const string Route = "/api/webhooks/github";

    public static string DatabaseIn(string folder) => Path.Combine(folder, "taskrelay.db");

    public static async Task RunAsync(Peer peer, string folder)
    {
        ConfigurationWatch.Poll();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = folder,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(PeerSettings.In(folder));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        await using var app = peer == Peer.Empty ? Empty(builder) : TaskRelay(builder, peer);
        await app.RunAsync();
    }

    private static WebApplication Empty(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapPost(Route, () => TypedResults.StatusCode(StatusCodes.Status202Accepted));
        return app;
    }

    private static WebApplication TaskRelay(WebApplicationBuilder builder, Peer peer)
    {
        builder.AddTaskRelay();
        if (peer != Peer.Relay)
        {
            RemoveLoops(builder.Services);
        }

        if (peer == Peer.PoolPerRequest || peer == Peer.LockPerRequest)
        {
            var connections = peer == Peer.LockPerRequest ? 1 : CommitPerRequest.Pool;
            builder.Services.Replace(ServiceDescriptor.Singleton<IWriteGate>(
                provider => new CommitPerRequest(provider.GetRequiredService<SqliteConnections>(), connections)));
        }

        var app = builder.Build();
        if (peer == Peer.EfPerRequest)
        {
            app.UseRelayHttp();
            EfInbox.Map(app);
        }
        else
        {
            app.UseTaskRelay();
        }

        return app;
    }

    /// <summary>Queue, sweepers and the outbox's sender go; what opens the store stays.</summary>
    private static void RemoveLoops(IServiceCollection services)
    {
        var loops = services
            .Where(service => service.ServiceType == typeof(IHostedService)
                && service.ImplementationType is { } type && type.IsSubclassOf(typeof(BackgroundService)))
            .ToList();
        foreach (var loop in loops)
        {
            services.Remove(loop);
        }
    }
}
