using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
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

    // A start reads the model from code that was generated of it: building it would cost the time of a webhook after a crash.
    [Fact]
    public void The_compiled_model_is_the_model_on_either_database()
    {
        using var sqlite = new RelayDbContext(new DbContextOptionsBuilder<RelayDbContext>().UseSqlite("Data Source=:memory:").Options);
        Same(sqlite);
        using var postgres = new PostgresRelayDbContext(new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql("Host=nowhere").Options);
        Same(postgres);
    }

    private static void Same(DbContext context)
    {
        Assert.Contains("Compiled", context.Model.GetType().Namespace, StringComparison.Ordinal);
        var (compiled, built) = (context.Model, context.GetService<IDesignTimeModel>().Model);
        Assert.Equal(Shape(built.GetRelationalModel()), Shape(compiled.GetRelationalModel()));
        Assert.Equal(Words(built), Words(compiled));
    }

    private static IEnumerable<string> Shape(IRelationalModel model) =>
        model.Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {column.StoreType} {column.IsNullable}")).Order();

    /// <summary>What the code says of each property: its type, its converter, its length.</summary>
    private static IEnumerable<string> Words(IModel model) =>
        model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.Name}.{property.Name} {property.ClrType} {property.GetColumnType()} {property.GetTypeMapping().Converter?.ProviderClrType} {property.IsConcurrencyToken} {property.ValueGenerated} {property.IsPrimaryKey()}")).Order();
}
