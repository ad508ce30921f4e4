using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>Puts a question to GitHub as the App or as one of its installations, and a refused token aside once.</summary>
public sealed class GitHubAsk(GitHubClients clients, InstallationTokens tokens, TimeProvider clock)
{
    /// <summary>Asks as the App.</summary>
    public async Task<GitHubAnswer<T>> AsAppAsync<T>(Func<IConnection, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        clients.ForApp() is { } app
            ? await GitHubFailures.AskAsync(() => ask(app.Connection), clock, cancellationToken)
            : new GitHubAnswer<T>.Unavailable("No GitHub App with a readable private key is set up yet.", null);

    /// <summary>Asks about one repository as its installation.</summary>
    public Task<GitHubAnswer<T>> AboutRepositoryAsync<T>(
        long installationId, long repositoryId, Func<IConnection, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        AskAsync(() => tokens.ForTalkAsync(installationId, repositoryId, cancellationToken), ask, cancellationToken);

    /// <summary>Reads a repository's files as its installation.</summary>
    public Task<GitHubAnswer<T>> AboutContentsAsync<T>(
        long installationId, long repositoryId, Func<IConnection, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        AskAsync(() => tokens.ForContentsAsync(installationId, repositoryId, cancellationToken), ask, cancellationToken);

    /// <summary>Reads a repository's checks as its installation.</summary>
    public Task<GitHubAnswer<T>> AboutChecksAsync<T>(
        long installationId, long repositoryId, Func<IConnection, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        AskAsync(() => tokens.ForChecksAsync(installationId, repositoryId, cancellationToken), ask, cancellationToken);

    /// <summary>Reads as an installation, where the repository's id is not known.</summary>
    public Task<GitHubAnswer<T>> AsInstallationAsync<T>(
        long installationId, Func<IConnection, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        AskAsync(() => tokens.ForReadingAsync(installationId, cancellationToken), ask, cancellationToken);

    private async Task<GitHubAnswer<T>> AskAsync<T>(
        Func<Task<GitHubAnswer<InstallationToken>>> mint, Func<IConnection, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var minted = await mint();
        if (minted is not GitHubAnswer<InstallationToken>.Ok { Value: { } token })
        {
            return Failed(minted);
        }

        var answer = await GitHubFailures.AskAsync(() => ask(clients.ForInstallation(token).Connection), clock, cancellationToken);
        if (answer is not GitHubAnswer<T>.No { Status: 401 })
        {
            return answer;
        }

        // Revoked early, or expired by GitHub's clock: one new token, and what is said to that one stands.
        tokens.Forget(token);
        minted = await mint();
        return minted is GitHubAnswer<InstallationToken>.Ok { Value: { } renewed }
            ? await GitHubFailures.AskAsync(() => ask(clients.ForInstallation(renewed).Connection), clock, cancellationToken)
            : Failed(minted);

        GitHubAnswer<T> Failed(GitHubAnswer<InstallationToken> refusal) =>
            refusal.Then<InstallationToken, T>(_ => throw new InvalidOperationException("A minted token is not a failure."));
    }
}
