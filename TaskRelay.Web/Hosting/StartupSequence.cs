using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Hosting;

/// <summary>
/// What must happen in order: the store is open and migrated before any loop starts or request is taken, and addresses
/// are known once the server listens.
/// </summary>
public sealed class StartupSequence(
    IStoreStartup store, InstanceIdentity instance, SharedKeys keys, GitHubAppSource app, IServer server, PublicAddress publicAddress, LoopbackAddress loopback, IConfiguration configuration)
    : IHostedLifecycleService
{
    /// <summary>Where this machine itself reaches an address that is listened on: a wildcard stands for <c>localhost</c>.</summary>
    public static Uri ReachableOf(string bound)
    {
        var address = BindingAddress.Parse(bound);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await store.RunAsync(cancellationToken);
        await instance.LoadAsync(cancellationToken);
        await keys.PrepareAsync(cancellationToken);
        await app.LoadAsync(cancellationToken);
        if (configuration["PublicUrl"] is { Length: > 0 } configured)
        {
            publicAddress.Value = new Uri(configured);
        }
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound)
        {
            var reachable = ReachableOf(bound);
            if (configuration["PublicUrl"] is not { Length: > 0 })
            {
                publicAddress.Value = reachable;
            }

            loopback.Set(reachable);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
