using TaskRelay.Web.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresAtTheEnd))]

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>Ends the PostgreSQL server, where one was started, after the last test.</summary>
public sealed class PostgresAtTheEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgresServer.StopAsync();
}
