using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.GitHubData;

/// <summary>
/// What GitHub shows a signed-in person, asked with their own token. The API and the pages ask the same questions here;
/// an answer is good for 60 seconds, and asked for again by its ETag.
/// </summary>
public sealed partial class GitHubUserQueries
{
    private const int FilePages = 3;

    private readonly UserPages _pages;
    private readonly UserCache _cache;
    private readonly IOptionsMonitor<GitHubOptions> _options;

    internal GitHubUserQueries(UserPages pages, UserCache cache, IOptionsMonitor<GitHubOptions> options) =>
        (_pages, _cache, _options) = (pages, cache, options);

    /// <summary>Who they are.</summary>
    public Task<GitHubRead<GitHubProfile>> ProfileAsync(Caller caller, CancellationToken cancellationToken) =>
        KeptAsync(caller, "profile", stop => _pages.OneAsync(caller, "/user", GitHubJson.Profile, stop), cancellationToken);

    /// <summary>Their organizations.</summary>
    public Task<GitHubRead<IReadOnlyList<GitHubOrganization>>> OrganizationsAsync(Caller caller, CancellationToken cancellationToken) =>
        KeptAsync(
            caller,
            "organizations",
            stop => _pages.AllAsync(caller, "/user/orgs", null, json => GitHubJson.Organization(json, _options.CurrentValue.WebBaseUrl), stop),
            cancellationToken);

    /// <summary>Installations of the App that they can reach.</summary>
    public Task<GitHubRead<IReadOnlyList<GitHubInstallation>>> InstallationsAsync(Caller caller, CancellationToken cancellationToken) =>
        KeptAsync(
            caller,
            "installations",
            stop => _pages.AllAsync(caller, "/user/installations", "installations", GitHubJson.Installation, stop),
            cancellationToken);

    /// <summary>Repositories that they can reach through the App, by full name; of one installation, or of all.</summary>
    public async Task<GitHubRead<IReadOnlyList<GitHubRepository>>> RepositoriesAsync(
        Caller caller, long? installationId, CancellationToken cancellationToken)
    {
        var installations = await InstallationsAsync(caller, cancellationToken);
        if (installations is not GitHubRead<IReadOnlyList<GitHubInstallation>>.Found(var known, var isPartial))
        {
            return installations.Select<IReadOnlyList<GitHubRepository>>(_ => []);
        }

        // GitHub lists nothing of a suspended installation.
        var byId = new Dictionary<long, GitHubRepository>();
        foreach (var installation in known.Where(one => one.SuspendedAt is null && (installationId ?? one.Id) == one.Id))
        {
            switch (await OfInstallationAsync(caller, installation.Id, cancellationToken))
            {
                case GitHubRead<IReadOnlyList<GitHubRepository>>.Found(var repositories, var isPartialToo):
                    isPartial |= isPartialToo;
                    foreach (var repository in repositories)
                    {
                        byId.TryAdd(repository.Id, repository);
                    }

                    break;
                case GitHubRead<IReadOnlyList<GitHubRepository>>.Failed({ IsNotFound: true }):
                    // Removed between the two lists.
                    break;
                case var failed:
                    return failed;
            }
        }

        return new GitHubRead<IReadOnlyList<GitHubRepository>>.Found([.. byId.Values.OrderBy(RepositoryOrder.Of)], isPartial);
    }

    /// <summary>An issue; not found also when the repository is hidden from them.</summary>
    public Task<GitHubRead<GitHubIssue>> IssueAsync(Caller caller, string owner, string repository, int number, CancellationToken cancellationToken) =>
        OfRepositoryAsync(
            caller, owner, repository, $"issues/{number}", number, (path, stop) => _pages.OneAsync(caller, path, GitHubJson.Issue, stop), cancellationToken);

    /// <summary>Open issues and pull requests that were changed last; partial when there are more.</summary>
    public Task<GitHubRead<IReadOnlyList<GitHubIssue>>> OpenIssuesAsync(Caller caller, string owner, string repository, CancellationToken cancellationToken) =>
        OfRepositoryAsync(
            caller, owner, repository, "issues?state=open&sort=updated&direction=desc", 1,
            (path, stop) => _pages.FirstAsync(caller, path, null, 1, GitHubJson.Issue, stop), cancellationToken);

    /// <summary>A pull request as it is now.</summary>
    public Task<GitHubRead<GitHubPullRequest>> PullRequestAsync(
        Caller caller, string owner, string repository, int number, CancellationToken cancellationToken) =>
        OfRepositoryAsync(
            caller, owner, repository, $"pulls/{number}", number, (path, stop) => _pages.OneAsync(caller, path, GitHubJson.PullRequest, stop), cancellationToken);

    /// <summary>The files that a pull request changes; partial when there are more than three hundred.</summary>
    public Task<GitHubRead<IReadOnlyList<GitHubChangedFile>>> ChangedFilesAsync(
        Caller caller, string owner, string repository, int number, CancellationToken cancellationToken) =>
        OfRepositoryAsync(
            caller, owner, repository, $"pulls/{number}/files", number,
            (path, stop) => _pages.FirstAsync(caller, path, null, FilePages, GitHubJson.ChangedFile, stop), cancellationToken);

    /// <summary>What is left of the token's allowance; asking costs nothing of it, so it is asked each time.</summary>
    public async Task<GitHubRead<GitHubRateLimit>> RateLimitAsync(Caller caller, CancellationToken cancellationToken)
    {
        var answer = await _cache.GetAsync(
            caller, "rate_limit", TimeSpan.Zero, stop => _pages.OneAsync(caller, "/rate_limit", GitHubJson.RateLimit, stop), cancellationToken);

        // Enterprise Server without limits has no such address.
        return answer is GitHubRead<GitHubRateLimit>.Failed({ IsNotFound: true })
            ? new GitHubRead<GitHubRateLimit>.Found(new GitHubRateLimit(new Dictionary<string, GitHubRateResource>(), false))
            : answer;
    }

    private Task<GitHubRead<T>> OfRepositoryAsync<T>(
        Caller caller, string owner, string repository, string what, int number, Func<string, CancellationToken, Task<GitHubRead<T>>> ask,
        CancellationToken cancellationToken)
    {
        // Anything else names no repository, and could climb to another address.
        if (!NameForm().IsMatch(owner) || !NameForm().IsMatch(repository) || number < 1)
        {
            return Task.FromResult<GitHubRead<T>>(new GitHubRead<T>.Failed(new GitHubTrouble(404, GitHubTroubleCodes.NotFound, "There is no such thing.")));
        }

        var path = $"/repos/{owner}/{repository}/{what}";
        return KeptAsync(caller, path.ToLowerInvariant(), stop => ask(path, stop), cancellationToken);
    }

    private Task<GitHubRead<IReadOnlyList<GitHubRepository>>> OfInstallationAsync(Caller caller, long id, CancellationToken cancellationToken) =>
        KeptAsync(
            caller,
            $"repositories/{id}",
            stop => _pages.AllAsync(
                caller, $"/user/installations/{id}/repositories", "repositories", json => GitHubJson.Repository(json, id), stop),
            cancellationToken);

    private Task<GitHubRead<T>> KeptAsync<T>(
        Caller caller, string what, Func<CancellationToken, Task<GitHubRead<T>>> ask, CancellationToken cancellationToken) =>
        _cache.GetAsync(caller, what, UserCache.Kept, ask, cancellationToken);

    [GeneratedRegex("^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}$")]
    private static partial Regex NameForm();
}
