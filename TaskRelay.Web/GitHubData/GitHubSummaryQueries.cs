using TaskRelay.Web.Auth;

namespace TaskRelay.Web.GitHubData;

/// <summary>All that GitHub shows a person, at a glance. What GitHub does not give is told as a warning.</summary>
public sealed class GitHubSummaryQueries(GitHubUserQueries gitHub)
{
    /// <summary>Fails only when the sign-in itself is over.</summary>
    public async Task<GitHubRead<GitHubSummary>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Side by side: a person waits for all of them.
        var user = gitHub.ProfileAsync(caller, cancellationToken);
        var installations = gitHub.InstallationsAsync(caller, cancellationToken);
        var organizations = gitHub.OrganizationsAsync(caller, cancellationToken);
        var repositories = gitHub.RepositoriesAsync(caller, null, cancellationToken);
        var rateLimit = gitHub.RateLimitAsync(caller, cancellationToken);
        await Task.WhenAll(user, installations, organizations, repositories, rateLimit);

        var warnings = new List<GitHubWarning>();
        GitHubTrouble? over = null;
        T? Part<T>(string name, GitHubRead<T> read)
            where T : class
        {
            switch (read)
            {
                case GitHubRead<T>.Found(var value, var isPartial):
                    if (isPartial)
                    {
                        warnings.Add(new(name, GitHubTroubleCodes.SsoRequired,
                            "GitHub left some out: an organization wants you to pass its single sign-on. Open it on GitHub, sign in there, then sign in here again."));
                    }

                    return value;
                case GitHubRead<T>.Failed({ IsSignInOver: true } trouble):
                    over = trouble;
                    return null;
                case GitHubRead<T>.Failed(var trouble):
                    warnings.Add(new(name, trouble.Code, trouble.Message));
                    return null;
                default:
                    throw new InvalidOperationException("A read has two forms.");
            }
        }

        var summary = new GitHubSummary(
            Part("user", await user),
            Part("installations", await installations),
            Part("organizations", await organizations),
            Part("repositories", await repositories)?.Count,
            Part("rateLimit", await rateLimit),
            warnings);
        return over is null ? new GitHubRead<GitHubSummary>.Found(summary) : new GitHubRead<GitHubSummary>.Failed(over);
    }
}
