using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// For <c>dotnet ef migrations add NAME --context PostgresRelayDbContext --output-dir Data/Postgres/Migrations</c>; never
/// used by the app.
/// </summary>
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresRelayDbContext>
{
    /// <inheritdoc />
    public PostgresRelayDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql("Host=design").Options);
}
