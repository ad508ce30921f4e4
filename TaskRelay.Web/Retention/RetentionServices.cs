namespace TaskRelay.Web.Retention;

/// <summary>Registers retention; the rules come from who keeps the rows.</summary>
public static class RetentionServices
{
    /// <summary>Adds the sweeper and its settings.</summary>
    public static IServiceCollection AddRelayRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<RetentionOptions>(configuration.GetSection(RetentionOptions.Section));
        return services.AddHostedService<RetentionSweeper>();
    }
}
