using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.GitHub;

/// <summary>Registers what talks to GitHub.</summary>
public static class GitHubServices
{
    /// <summary>Adds the App's source, clients, tokens and readers. <see cref="GitHubAppSource.LoadAsync"/> is called once the store is open.</summary>
    public static IServiceCollection AddRelayGitHub(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GitHubOptions>().Bind(configuration.GetSection(GitHubOptions.Section));
        services.AddDataProtection();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new StoredIngest(configuration));
        services.AddSingleton<IPostConfigureOptions<GitHubOptions>>(provider => provider.GetRequiredService<StoredIngest>());
        services.AddSingleton<IOptionsChangeTokenSource<GitHubOptions>>(provider => provider.GetRequiredService<StoredIngest>());
        services.AddSingleton<StoredGitHubApp>();
        services.AddSingleton<GitHubAppSource>();
        services.AddTransient<GitHubTransport>();
        services.AddHttpClient(GitHubClients.HttpName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .AddHttpMessageHandler<GitHubTransport>()
            .RemoveAllLoggers();
        services.AddSingleton<GitHubClients>();
        services.AddSingleton<InstallationTokens>();
        services.AddSingleton<GitHubAsk>();
        services.AddSingleton<RepositoryReader>();
        services.AddSingleton<IssueTalk>();
        services.AddSingleton<PageReader>();
        services.AddSingleton<ManifestConversions>();
        services.AddSingleton<ConversationReader>();
        services.AddSingleton<InstallationAllowances>();
        return services;
    }
}
