using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Registers the store on PostgreSQL.</summary>
internal static class PostgresServices
{
    public static IServiceCollection AddPostgres(this IServiceCollection services, PostgresSettings settings)
    {
        services.AddPooledDbContextFactory<PostgresRelayDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<PostgresPools>().Reads, npgsql => npgsql.ExecutionStrategy(dependencies => new PostgresReads(dependencies)))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new PlainText()));
        return services
            .AddSingleton(settings)
            .AddSingleton(new NodeName(settings.Instance))
            .AddSingleton<PostgresPools>()
            .AddSingleton<PostgresAnnouncer>()
            .AddSingleton<PostgresSession>()
            .AddSingleton<IDbContextFactory<RelayDbContext>, PostgresContexts>()
            .AddSingleton<IWriteGate, PostgresWriteGate>()
            .AddSingleton<IStoreStartup, PostgresStartup>()
            .AddSingleton<IStoreProbe, PostgresProbe>()
            .AddSingleton<IPeers, PostgresPeers>()
            .AddSingleton<ITurns, PostgresTurns>()
            .AddSingleton<KeyTable>();
    }
}
