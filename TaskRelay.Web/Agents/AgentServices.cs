namespace TaskRelay.Web.Agents;

/// <summary>Registers the agent catalogue.</summary>
public static class AgentServices
{
    /// <summary>Adds the catalogue and its configuration.</summary>
    public static IServiceCollection AddRelayAgents(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AgentEntries>(configuration.GetSection(AgentOptions.Section));
        services.Configure<AnthropicOptions>(configuration.GetSection(AnthropicOptions.Section));
        services.Configure<ProviderOptions>(configuration.GetSection(ProviderOptions.Section));
        return services.AddSingleton<ProviderCatalogue>().AddSingleton<ProviderAddresses>().AddSingleton<AgentProbe>().AddSingleton<AgentCatalogue>();
    }
}
