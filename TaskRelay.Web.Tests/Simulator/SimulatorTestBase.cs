using Microsoft.Extensions.Time.Testing;
using TaskRelay.Simulator;

namespace TaskRelay.Web.Tests.Simulator;

/// <summary>A fresh simulator for each test.</summary>
public abstract class SimulatorTestBase : IAsyncLifetime
{
    internal const string Hello = "octo/hello";

    internal FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    internal SimulatorHost Host { get; private set; } = null!;

    internal static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Host = await SimulatorHost.StartAsync(new SimulatorOptions { TimeProvider = Time }, Cancelled);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
