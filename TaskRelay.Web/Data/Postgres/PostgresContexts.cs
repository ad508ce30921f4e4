using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Contexts for reading, under the name by which everybody asks for them.</summary>
internal sealed class PostgresContexts(IDbContextFactory<PostgresRelayDbContext> pool) : IDbContextFactory<RelayDbContext>
{
    public RelayDbContext CreateDbContext() => pool.CreateDbContext();

    public async Task<RelayDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await pool.CreateDbContextAsync(cancellationToken);
}
