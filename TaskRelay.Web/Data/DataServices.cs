using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data.Postgres;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Data;

/// <summary>Registers the store.</summary>
public static class DataServices
{
    /// <summary>The key that names the database's kind: <c>sqlite</c> or <c>postgres</c>.</summary>
    public const string ProviderKey = "Database:Provider";

    /// <summary>Whether the store is PostgreSQL.</summary>
    public static bool UsesPostgres(this IConfiguration configuration) =>
        string.Equals(configuration[ProviderKey], "postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the store that the configuration names.</summary>
    public static IServiceCollection AddRelayData(this IServiceCollection services, IConfiguration configuration)
    {
        var connectionString = DatabaseAddress.Of(configuration);
        if (!configuration.UsesPostgres())
        {
            return services.AddRelayData(connectionString);
        }

        var name = configuration[NodeName.Key] is { Length: > 0 } chosen ? chosen : Environment.MachineName;
        return services.AddSingleton<Announcements>().AddPostgres(new PostgresSettings(connectionString, name));
    }

    /// <summary>Adds the context factory for reads, the gate for writes, and the start-up that opens both, on a SQLite file.</summary>
    public static IServiceCollection AddRelayData(this IServiceCollection services, string connectionString)
    {
        var connections = new SqliteConnections(connectionString);
        services.AddPooledDbContextFactory<RelayDbContext>(options => options
            .UseSqlite(connections.ReadConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new ReadOnlyInterceptor()));
        return services
            .AddSingleton(connections)
            .AddSingleton(new NodeName(null))
            .AddSingleton<Announcements>()
            .AddSingleton<SqliteWriteGate>()
            .AddSingleton<IWriteGate>(provider => provider.GetRequiredService<SqliteWriteGate>())
            .AddSingleton<SqliteStartup>()
            .AddSingleton<IStoreStartup>(provider => provider.GetRequiredService<SqliteStartup>())
            .AddSingleton<IStoreProbe, SqliteProbe>()
            .AddSingleton<Alone>()
            .AddSingleton<IPeers>(provider => provider.GetRequiredService<Alone>())
            .AddSingleton<ITurns>(provider => provider.GetRequiredService<Alone>());
    }
}
