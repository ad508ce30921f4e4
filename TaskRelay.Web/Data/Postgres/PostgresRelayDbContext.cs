using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>The same model on PostgreSQL, with its own migrations and the tables that several instances share.</summary>
public sealed class PostgresRelayDbContext(DbContextOptions<PostgresRelayDbContext> options) : RelayDbContext(options)
{
    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();

    public DbSet<Turn> Turns => Set<Turn>();

    protected override void AddOwnTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredKey>(builder =>
        {
            builder.ToTable("data_protection_keys");
            builder.HasKey(key => key.Id);
        });
        modelBuilder.Entity<Turn>(builder =>
        {
            builder.ToTable("turns");
            builder.HasKey(turn => turn.Name);
        });
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // Compared byte by byte, and only ASCII letters have cases: as SQLite does it, whatever the server's language.
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}
