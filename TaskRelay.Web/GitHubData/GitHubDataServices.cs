using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.GitHubData;

/// <summary>Registers what is asked of GitHub for a person.</summary>
public static class GitHubDataServices
{
    /// <summary>Adds the questions and what is kept of their answers.</summary>
    public static IServiceCollection AddRelayGitHubData(this IServiceCollection services) => services
        .AddSingleton<PageShelf>()
        .AddSingleton<UserRequest>()
        .AddSingleton<UserPages>()
        .AddSingleton<UserCache>()
        .AddSingleton(provider => new GitHubUserQueries(
            provider.GetRequiredService<UserPages>(), provider.GetRequiredService<UserCache>(), provider.GetRequiredService<IOptionsMonitor<GitHubOptions>>()))
        .AddSingleton<GitHubSummaryQueries>();
}
