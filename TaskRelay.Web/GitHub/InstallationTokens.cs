using System.Collections.Concurrent;
using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>
/// Mints tokens for one repository and the permissions that the work needs. Callers that ask for the same at the same
/// time share one request.
/// </summary>
public sealed class InstallationTokens(GitHubClients clients, GitHubAppSource apps, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private static readonly Scope Work = new("work", ("contents", "write"), ("pull_requests", "write"));

    // The conversation of a pull request is guarded by the permission for pull requests, that of an issue by the one for issues.
    private static readonly Scope Talk = new("talk", ("issues", "write"), ("pull_requests", "write"), ("metadata", "read"));

    private static readonly Scope Read = new("read", ("issues", "read"), ("pull_requests", "read"), ("metadata", "read"));

    private static readonly Scope Contents = new("contents", ("contents", "read"), ("metadata", "read"));

    private static readonly Scope Checks = new("checks", ("checks", "read"), ("metadata", "read"));

    private readonly ConcurrentDictionary<Key, Slot> slots = new();

    /// <summary>For a worker: contents and pull requests of one repository, with at least so long to live.</summary>
    public Task<GitHubAnswer<InstallationToken>> ForWorkAsync(
        long installationId, long repositoryId, TimeSpan minimumLife, CancellationToken cancellationToken) =>
        GetAsync(installationId, repositoryId, Work, minimumLife, cancellationToken);

    /// <summary>For TaskRelay's own comments and questions about one repository.</summary>
    public Task<GitHubAnswer<InstallationToken>> ForTalkAsync(
        long installationId, long repositoryId, CancellationToken cancellationToken) =>
        GetAsync(installationId, repositoryId, Talk, Margin, cancellationToken);

    /// <summary>For reading a repository's files.</summary>
    public Task<GitHubAnswer<InstallationToken>> ForContentsAsync(
        long installationId, long repositoryId, CancellationToken cancellationToken) =>
        GetAsync(installationId, repositoryId, Contents, Margin, cancellationToken);

    /// <summary>For reading a repository's checks: a no with 422 where the App was not granted that.</summary>
    public Task<GitHubAnswer<InstallationToken>> ForChecksAsync(
        long installationId, long repositoryId, CancellationToken cancellationToken) =>
        GetAsync(installationId, repositoryId, Checks, Margin, cancellationToken);

    /// <summary>For reading where the repository's id is not known yet.</summary>
    public Task<GitHubAnswer<InstallationToken>> ForReadingAsync(long installationId, CancellationToken cancellationToken) =>
        GetAsync(installationId, null, Read, Margin, cancellationToken);

    /// <summary>Drops a token that GitHub refused, so that the next caller gets a new one.</summary>
    public void Forget(InstallationToken token)
    {
        foreach (var slot in slots.Values)
        {
            slot.Forget(token);
        }
    }

    private async Task<GitHubAnswer<InstallationToken>> GetAsync(
        long installationId, long? repositoryId, Scope scope, TimeSpan minimumLife, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (apps.Current.AppId is not { } appId)
        {
            return new GitHubAnswer<InstallationToken>.Unavailable("No GitHub App is set up yet.", null);
        }

        var now = clock.GetUtcNow();
        DropExpired(now);
        var slot = slots.GetOrAdd(new Key(appId, installationId, repositoryId, scope.Name), _ => new Slot());
        return await slot.GetAsync(now + minimumLife, () => MintAsync(installationId, repositoryId, scope)).WaitAsync(cancellationToken);
    }

    private void DropExpired(DateTimeOffset now)
    {
        foreach (var (key, slot) in slots)
        {
            if (slot.IsExpired(now))
            {
                slots.TryRemove(KeyValuePair.Create(key, slot));
            }
        }
    }

    /// <summary>Without a caller's token: others wait for the same mint, and the transport ends it in time.</summary>
    private async Task<GitHubAnswer<InstallationToken>> MintAsync(long installationId, long? repositoryId, Scope scope)
    {
        if (clients.ForApp() is not { } app)
        {
            return new GitHubAnswer<InstallationToken>.Unavailable("The GitHub App has no readable private key.", null);
        }

        var body = new Dictionary<string, object> { ["permissions"] = scope.Permissions };
        if (repositoryId is { } id)
        {
            body["repository_ids"] = new[] { id };
        }

        var minted = await GitHubFailures.AskAsync(
            async () => (await app.Connection.Post<MintedToken>(
                new Uri($"app/installations/{installationId}/access_tokens", UriKind.Relative), body, null, null)).Body,
            clock,
            CancellationToken.None);


        // The App itself not being accepted says nothing about the installation.
        return minted is GitHubAnswer<MintedToken>.No { Status: 401 } no
            ? new GitHubAnswer<InstallationToken>.Unavailable($"GitHub does not accept the App's key: {no.Message}", null)
            : minted.Then<MintedToken, InstallationToken>(token => token.Token.Length > 0
                ? new GitHubAnswer<InstallationToken>.Ok(new InstallationToken(token.Token, token.ExpiresAt))
                : new GitHubAnswer<InstallationToken>.Unavailable("GitHub's answer held no token.", null));
    }

    private sealed record Key(long AppId, long InstallationId, long? RepositoryId, string Scope);

    private sealed record Scope(string Name, Dictionary<string, string> Permissions)
    {
        public Scope(string name, params (string Name, string Level)[] permissions)
            : this(name, permissions.ToDictionary(permission => permission.Name, permission => permission.Level))
        {
        }
    }

    private sealed class MintedToken
    {
        public string Token { get; init; } = "";

        public DateTimeOffset ExpiresAt { get; init; }
    }

    /// <summary>The token of one key, and the request for the next one while that is under way.</summary>
    private sealed class Slot
    {
        private readonly Lock gate = new();
        private InstallationToken? token;
        private Task<GitHubAnswer<InstallationToken>>? minting;

        public Task<GitHubAnswer<InstallationToken>> GetAsync(DateTimeOffset until, Func<Task<GitHubAnswer<InstallationToken>>> mint)
        {
            lock (gate)
            {
                return token is not null && token.ExpiresAt >= until
                    ? Task.FromResult<GitHubAnswer<InstallationToken>>(new GitHubAnswer<InstallationToken>.Ok(token))
                    : minting ??= Task.Run(() => RunAsync(mint));
            }
        }

        public void Forget(InstallationToken refused)
        {
            lock (gate)
            {
                token = ReferenceEquals(token, refused) ? null : token;
            }
        }

        public bool IsExpired(DateTimeOffset now)
        {
            lock (gate)
            {
                return minting is null && (token is null || token.ExpiresAt <= now);
            }
        }

        private async Task<GitHubAnswer<InstallationToken>> RunAsync(Func<Task<GitHubAnswer<InstallationToken>>> mint)
        {
            try
            {
                var answer = await mint();
                lock (gate)
                {
                    token = answer is GitHubAnswer<InstallationToken>.Ok ok ? ok.Value : token;
                }

                return answer;
            }
            finally
            {
                lock (gate)
                {
                    minting = null;
                }
            }
        }
    }
}
