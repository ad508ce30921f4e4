using TaskRelay.Web.Settings.Checks;
using TaskRelay.Web.Settings.Editing;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Settings;

/// <summary>Registers people's settings and credentials.</summary>
public static class SettingsServices
{
    /// <summary>Adds them, with the questions to providers.</summary>
    public static IServiceCollection AddRelaySettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<FlyOptions>(configuration.GetSection(FlyOptions.Section));

        // No loggers: they would note headers at their finest level, and those carry the keys.
        services.AddHttpClient(CheckClient.Name, client =>
            {
                client.Timeout = CheckClient.Patience;
                client.MaxResponseContentBufferSize = CheckClient.LargestAnswer;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("TaskRelay");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers();
        return services
            .AddSingleton<CheckClient>()
            .AddSingleton<AnthropicCheck>()
            .AddSingleton<ModelListCheck>()
            .AddSingleton<FlyCheck>()
            .AddSingleton<KeyChecks>()
            .AddSingleton<SecretVault>()
            .AddSingleton<SecretStore>()
            .AddSingleton<CredentialViews>()
            .AddSingleton<AgentKeys>()
            .AddSingleton<ConfigReader>()
            .AddSingleton<ConfigQueries>()
            .AddSingleton<ConfigStore>()
            .AddSingleton<RepositoryRules>()
            .AddSingleton<RepositoryReading>()
            .AddSingleton<RepositoryAccess>()
            .AddSingleton<RepositoryQueries>()
            .AddSingleton<RepositoryStore>()
            .AddSingleton<ConfigDesk>()
            .AddSingleton<CredentialDesk>()
            .AddSingleton<CredentialTests>()
            .AddSingleton<InstanceLimits>()
            .AddSingleton<TaskDefaults>();
    }
}
