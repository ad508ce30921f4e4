using System.Collections.Concurrent;
using System.Collections.Frozen;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>
/// What a caller may reach, as GitHub lists it for their own token; for an API token whose owner has no session, what
/// GitHub tells the App of them. Kept for 60 seconds a person; callers at the same moment share one question.
/// </summary>
public sealed partial class CallerAccess(
    UserTokens tokens, GitHubUserApi gitHub, TaskRepositories repositories, SessionStore sessions, TimeProvider clock, ILogger<CallerAccess> logger)
{
    private const int MaxKept = 2000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeptFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(long Id, bool ByToken), Entry> _entries = new();

    /// <summary>The repositories that a caller may push to.</summary>
    public Task<Reach> OfAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.IsAdministrator ? Task.FromResult<Reach>(new Reach.Everything()) : AsPersonAsync(caller, cancellationToken);

    /// <summary>The same without what being an administrator adds.</summary>
    public async Task<Reach> AsPersonAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var entry = _entries.AddOrUpdate(
            (caller.Id, caller.Session is null),
            _ => Ask(caller, now),
            (_, known) => known.IsFresh(now) ? known : Ask(caller, now));
        if (_entries.Count > MaxKept)
        {
            DropStale(now);
        }

        return await entry.Question.Value.WaitAsync(cancellationToken);
    }

    private Entry Ask(Caller caller, DateTimeOffset now) => new(now, new Lazy<Task<Reach>>(() => AskAsync(caller)));

    private async Task<Reach> AskAsync(Caller caller)
    {
        // Shared by callers, so none of them can cancel it.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), clock);
        GitHubAnswer<FrozenSet<long>> answer;
        try
        {
            answer = await WithTokenAsync(caller, limit.Token);
            if (answer is GitHubAnswer<FrozenSet<long>>.No && caller.Session is null)
            {
                answer = await repositories.PushableAsync(caller.Id, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            answer = new GitHubAnswer<FrozenSet<long>>.Unavailable("GitHub took too long.", null);
        }

        switch (answer)
        {
            case GitHubAnswer<FrozenSet<long>>.Ok(var ids):
                return new Reach.Repositories(ids);
            case GitHubAnswer<FrozenSet<long>>.No:
                // The person revoked the App, or the token is used up: this sign-in is over.
                if (caller is { Session: not null, IsAdministrator: false })
                {
                    await sessions.RemoveAsync(Convert.FromHexString(caller.Session), CancellationToken.None);
                    Log.SignInOver(logger, caller.Login);
                }

                return new Reach.Repositories([]);
            case GitHubAnswer<FrozenSet<long>>.Unavailable(var message, _):
                Log.Unavailable(logger, caller.Login, message);
                return new Reach.Unknown();
            default:
                throw new InvalidOperationException("GitHub's answer has three forms.");
        }
    }

    private async Task<GitHubAnswer<FrozenSet<long>>> WithTokenAsync(Caller caller, CancellationToken cancellationToken) =>
        await tokens.OfAsync(caller, cancellationToken) switch
        {
            GitHubAnswer<string>.Ok(var token) => await gitHub.PushableRepositoriesAsync(token, cancellationToken),
            GitHubAnswer<string>.No(var status, var message) => new GitHubAnswer<FrozenSet<long>>.No(status, message),
            GitHubAnswer<string>.Unavailable(var message, var at) => new GitHubAnswer<FrozenSet<long>>.Unavailable(message, at),
            _ => throw new InvalidOperationException("GitHub's answer has three forms."),
        };

    private void DropStale(DateTimeOffset now)
    {
        foreach (var (id, entry) in _entries)
        {
            if (!entry.IsFresh(now))
            {
                _entries.TryRemove(id, out _);
            }
        }
    }

    private sealed record Entry(DateTimeOffset At, Lazy<Task<Reach>> Question)
    {
        public bool IsFresh(DateTimeOffset now) => now - At < (HasFailed ? KeptFailure : Kept);

        private bool HasFailed => Question.IsValueCreated && Question.Value is { IsCompleted: true } ended
            && (!ended.IsCompletedSuccessfully || ended.Result is Reach.Unknown);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "GitHub could not be asked what {Login} may reach: {Reason}")]
        public static partial void Unavailable(ILogger logger, string login, string reason);

        [LoggerMessage(2, LogLevel.Information, "GitHub no longer accepts the user token of {Login}; the session has ended.")]
        public static partial void SignInOver(ILogger logger, string login);
    }
}
