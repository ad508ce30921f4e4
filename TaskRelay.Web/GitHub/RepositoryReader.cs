using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>What admission and the worker's job need to know of a repository, asked of GitHub each time.</summary>
public sealed class RepositoryReader(GitHubAsk ask, TimeProvider clock)
{
    private static readonly TimeSpan OwnerLife = TimeSpan.FromMinutes(10);

    private (AccountInfo Owner, DateTimeOffset Until)? appOwner;

    /// <summary>The App's installation on a repository. A no with 404 means that it is not installed there.</summary>
    public async Task<GitHubAnswer<InstallationInfo>> FindInstallationAsync(string owner, string repository, CancellationToken cancellationToken) =>
        AppNotAccepted(await ask.AsAppAsync(github => GetAsync<WireInstallation>(github, $"repos/{Name(owner)}/{Name(repository)}/installation", cancellationToken), cancellationToken))
            .Select(Installation);

    /// <summary>An installation by its id.</summary>
    public async Task<GitHubAnswer<InstallationInfo>> ReadInstallationAsync(long installationId, CancellationToken cancellationToken) =>
        AppNotAccepted(await ask.AsAppAsync(github => GetAsync<WireInstallation>(github, $"app/installations/{installationId}", cancellationToken), cancellationToken))
            .Select(Installation);

    /// <summary>Who owns the App. A no with 401 means that GitHub does not accept the App's id and key.</summary>
    public async Task<GitHubAnswer<AccountInfo>> AppOwnerAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (appOwner is { } known && known.Until > now)
        {
            return new GitHubAnswer<AccountInfo>.Ok(known.Owner);
        }

        var answer = await ask.AsAppAsync(github => GetAsync<WireApp>(github, "app", cancellationToken), cancellationToken);
        return answer.Then<WireApp, AccountInfo>(app =>
        {
            if (app.Owner is null)
            {
                return new GitHubAnswer<AccountInfo>.Unavailable("GitHub's answer named no owner of the App.", null);
            }

            var owner = new AccountInfo(app.Owner.Id, app.Owner.Login);
            appOwner = (owner, now + OwnerLife);
            return new GitHubAnswer<AccountInfo>.Ok(owner);
        });
    }

    /// <summary>
    /// What the account with this id may do. GitHub is asked by login, which may have changed hands since the comment
    /// was written: the id is resolved first, and the answer must be about the same id.
    /// </summary>
    public async Task<GitHubAnswer<ActorPermission>> ReadPermissionAsync(
        long installationId, long repositoryId, string fullName, long userId, CancellationToken cancellationToken)
    {
        var account = await ask.AboutRepositoryAsync(
            installationId, repositoryId, github => GetAsync<WireAccount>(github, $"user/{userId}", cancellationToken), cancellationToken);
        switch (account)
        {
            case GitHubAnswer<WireAccount>.Ok { Value: var user } when user.Id != userId:
                return new GitHubAnswer<ActorPermission>.Unavailable($"GitHub answered about account {user.Id} instead of {userId}.", null);
            case GitHubAnswer<WireAccount>.Ok { Value: { Type: not "User" } user }:
                return new GitHubAnswer<ActorPermission>.Ok(new ActorPermission(user.Login, PermissionLevel.None));
            case GitHubAnswer<WireAccount>.Ok { Value: var user }:
                return await ReadPermissionAsync(installationId, repositoryId, fullName, user, cancellationToken);
            default:
                return account.Select(user => new ActorPermission(user.Login, PermissionLevel.None));
        }
    }

    /// <summary>An issue or a pull request's conversation.</summary>
    public async Task<GitHubAnswer<IssueInfo>> ReadIssueAsync(long installationId, string fullName, int number, CancellationToken cancellationToken) =>
        (await ask.AsInstallationAsync(installationId, github => GetAsync<WireIssue>(github, $"repos/{FullName(fullName)}/issues/{number}", cancellationToken), cancellationToken))
            .Select(issue => new IssueInfo(
                issue.Number,
                issue.Title,
                issue.Body,
                issue.State,
                issue.User?.Login,
                issue.HtmlUrl,
                issue.Comments,
                [.. (issue.Labels ?? []).Select(label => label.Name)],
                issue.PullRequest is not null)
            { AuthorId = issue.User?.Id });

    /// <summary>A repository by its name.</summary>
    public async Task<GitHubAnswer<RepositoryInfo>> ReadRepositoryAsync(long installationId, string fullName, CancellationToken cancellationToken) =>
        (await ask.AsInstallationAsync(installationId, github => GetAsync<WireRepository>(github, $"repos/{FullName(fullName)}", cancellationToken), cancellationToken))
            .Select(repository => new RepositoryInfo(
                repository.Id, repository.Owner?.Login ?? fullName.Split('/')[0], repository.Name, repository.DefaultBranch, repository.Private));

    /// <summary>Where a pull request's commits live.</summary>
    public async Task<GitHubAnswer<PullRequestHead>> ReadPullRequestHeadAsync(long installationId, string fullName, int number, CancellationToken cancellationToken) =>
        (await ask.AsInstallationAsync(installationId, github => GetAsync<WirePullRequest>(github, $"repos/{FullName(fullName)}/pulls/{number}", cancellationToken), cancellationToken))
            .Select(pull => new PullRequestHead(
                pull.Number,
                pull.State,
                pull.Head?.Ref ?? "",
                pull.Head?.Sha ?? "",
                pull.Head?.Repo?.Id,

                // A head whose repository is gone was a fork's: the own repository can't be.
                pull.Head?.Repo is null || pull.Head.Repo.Id != pull.Base?.Repo?.Id,
                pull.Base?.Ref ?? "")
            { Author = pull.User?.Writer });

    private async Task<GitHubAnswer<ActorPermission>> ReadPermissionAsync(
        long installationId, long repositoryId, string fullName, WireAccount user, CancellationToken cancellationToken)
    {
        var answer = await ask.AboutRepositoryAsync(
            installationId,
            repositoryId,
            github => GetAsync<WirePermission>(github, $"repos/{FullName(fullName)}/collaborators/{Name(user.Login)}/permission", cancellationToken),
            cancellationToken);
        return answer.Then<WirePermission, ActorPermission>(found => found.User?.Id == user.Id
            ? new GitHubAnswer<ActorPermission>.Ok(new ActorPermission(user.Login, Level(found.Permission)))
            : new GitHubAnswer<ActorPermission>.Unavailable($"The login {user.Login} changed hands while it was looked up.", null));
    }

    /// <summary>By <c>permission</c>, where maintain reads as write; <c>role_name</c> may be anybody's invention.</summary>
    private static PermissionLevel Level(string permission) => permission switch
    {
        "admin" => PermissionLevel.Admin,
        "write" => PermissionLevel.Write,
        "read" => PermissionLevel.Read,
        _ => PermissionLevel.None,
    };

    private static InstallationInfo Installation(WireInstallation found) =>
        new(found.Id, found.Account?.Login ?? "", found.Account?.Id ?? 0, found.SuspendedAt is not null);

    /// <summary>That GitHub does not accept the App's key says nothing about what was asked.</summary>
    private static GitHubAnswer<T> AppNotAccepted<T>(GitHubAnswer<T> answer) =>
        answer is GitHubAnswer<T>.No { Status: 401 } no
            ? new GitHubAnswer<T>.Unavailable($"GitHub does not accept the App's id and key: {no.Message}", null)
            : answer;

    /// <summary>One segment of a path. Dots alone would climb to another one; no name on GitHub is made of them, so nothing is found.</summary>
    private static string Name(string segment) => segment is "" or "." or ".." ? "-" : Uri.EscapeDataString(segment);

    private static string FullName(string fullName) => string.Join('/', fullName.Split('/').Select(Name));

    private static async Task<T?> GetAsync<T>(IConnection github, string path, CancellationToken cancellationToken)
        where T : class =>
        (await github.Get<T>(new Uri(path, UriKind.Relative), null, null, cancellationToken)).Body;
}
