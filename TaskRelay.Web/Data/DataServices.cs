using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Data;

/// <summary>Registers the store.</summary>
public static class DataServices
{
    /// <summary>Adds the context factory for reads, the gate for writes, and the start-up that opens both.</summary>
    public static IServiceCollection AddRelayData(this IServiceCollection services, string connectionString)
    {
        var connections = new SqliteConnections(connectionString);
        services.AddSingleton(connections);
        services.AddSingleton<SqliteWriteGate>();
        services.AddSingleton<IWriteGate>(provider => provider.GetRequiredService<SqliteWriteGate>());
        services.AddSingleton<SqliteStartup>();
        services.AddPooledDbContextFactory<RelayDbContext>(options => options
            .UseSqlite(connections.ReadConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new ReadOnlyInterceptor()));
        return services;
    }
}
