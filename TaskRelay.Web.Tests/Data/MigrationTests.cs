using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Postgres;

namespace TaskRelay.Web.Tests.Data;

public sealed class MigrationTests
{
    // The app does not compare them at its start, where it would cost every start the time to build the model twice.
    [Fact]
    public void The_model_has_no_change_without_a_migration_on_either_database()
    {
        using var sqlite = new RelayDbContext(new DbContextOptionsBuilder<RelayDbContext>().UseSqlite("Data Source=:memory:").Options);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "Add a migration for SQLite: the model has changed.");
        using var postgres = new PostgresRelayDbContext(new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql("Host=nowhere").Options);
        Assert.False(postgres.Database.HasPendingModelChanges(), "Add a migration for PostgreSQL: the model has changed.");
    }
}
