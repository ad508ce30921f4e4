namespace TaskRelay.Web.Retention;

/// <summary>Registers retention; the rules come from who keeps the rows.</summary>
public static class RetentionServices
{
    /// <summary>Adds the sweeper, its settings and what it did.</summary>
    public static IServiceCollection AddRelayRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<RetentionOptions>(configuration.GetSection(RetentionOptions.Section));
        return services.AddSingleton<RetentionLedger>().AddHostedService<RetentionSweeper>();
    }

    /// <summary>Adds a rule.</summary>
    public static IServiceCollection AddRetentionRule<T>(this IServiceCollection services)
        where T : class, IRetentionRule =>
        services.AddSingleton<T>().AddSingleton<IRetentionRule>(provider => provider.GetRequiredService<T>());
}
