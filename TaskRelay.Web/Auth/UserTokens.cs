using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>GitHub user tokens of living sessions, renewed before they expire.</summary>
public sealed partial class UserTokens(
    IDbContextFactory<RelayDbContext> contexts,
    IWriteGate writes,
    UserTokenVault vault,
    SignInClient client,
    GitHubOAuthApi gitHub,
    TokenRevoker revoker,
    ITurns turns,
    TimeProvider clock,
    ILogger<UserTokens> logger)
{
    /// <summary>Renewed when less is left: a request must not begin with a token that dies under way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>Longer than an exchange may take.</summary>
    private static readonly TimeSpan TurnLength = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TurnPause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Lazy<Task<GitHubAnswer<string>>>> _refreshing = new(StringComparer.Ordinal);

    /// <summary>
    /// The token of the caller's session; for an API token that of its owner's newest session. A refusal means that this
    /// sign-in is used up, or that there is none.
    /// </summary>
    public async Task<GitHubAnswer<string>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var session = await FindAsync(caller, cancellationToken);
        if (session is null)
        {
            return new GitHubAnswer<string>.No(StatusCodes.Status401Unauthorized, "The session has ended.");
        }

        if (session.AccessTokenExpiresAt is null || session.AccessTokenExpiresAt > clock.GetUtcNow() + Margin)
        {
            return Opened(vault.Open(session.AccessToken), caller.Login);
        }

        // A refresh token works once: callers at the same moment share one exchange, which none of them can cancel.
        var key = Convert.ToHexStringLower(session.KeyHash);
        var exchange = _refreshing.GetOrAdd(key, _ => new Lazy<Task<GitHubAnswer<string>>>(() => RefreshAsync(key, session.KeyHash, caller.Login)));
        return await exchange.Value.WaitAsync(cancellationToken);
    }

    /// <summary>The same, with what the store knows of it.</summary>
    public async Task<TokenStanding> StandingAsync(Caller caller, CancellationToken cancellationToken)
    {
        var token = await OfAsync(caller, cancellationToken);
        var session = await FindAsync(caller, cancellationToken);
        return new TokenStanding(token, session?.AccessTokenExpiresAt, session is not null && vault.Open(session.AccessToken) is OpenedToken.Unreadable);
    }

    private GitHubAnswer<string> Opened(OpenedToken token, string login)
    {
        switch (token)
        {
            case OpenedToken.Readable readable:
                return new GitHubAnswer<string>.Ok(readable.Value);
            case OpenedToken.Unreadable:
                Log.Unreadable(logger, login);
                return new GitHubAnswer<string>.No(StatusCodes.Status401Unauthorized, "The stored token can't be opened with the present keys.");
            default:
                return new GitHubAnswer<string>.No(StatusCodes.Status401Unauthorized, "The user token has expired, and nothing is stored to renew it.");
        }
    }

    private async Task<GitHubAnswer<string>> RefreshAsync(string key, byte[] keyHash, string login)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), clock);
            var turn = $"token:{key}";
            while (!await turns.TryTakeAsync(turn, TurnLength, limit.Token))
            {
                // Another instance is at it, and the pair that it gets is the only one that counts.
                await Task.Delay(TurnPause, clock, limit.Token);
            }

            try
            {
                return await ExchangeAsync(keyHash, login, limit.Token);
            }
            finally
            {
                await turns.GiveBackAsync(turn, CancellationToken.None);
            }
        }
        finally
        {
            _refreshing.TryRemove(key, out _);
        }
    }

    private async Task<GitHubAnswer<string>> ExchangeAsync(byte[] keyHash, string login, CancellationToken limit)
    {
        // Read again: the exchange before this one may have ended after our caller looked.
        var session = await FindAsync(keyHash, limit);
        if (session is null)
        {
            return new GitHubAnswer<string>.No(StatusCodes.Status401Unauthorized, "The session has ended.");
        }

        if (session.AccessTokenExpiresAt is null || session.AccessTokenExpiresAt > clock.GetUtcNow() + Margin)
        {
            return Opened(vault.Open(session.AccessToken), login);
        }

        var opened = Opened(vault.Open(session.RefreshToken), login);
        if (opened is not GitHubAnswer<string>.Ok(var refresh))
        {
            return opened;
        }

        if (client.Current is not { } app)
        {
            return new GitHubAnswer<string>.Unavailable("No GitHub client is configured to renew the user token with.", null);
        }

        switch (await gitHub.RefreshAsync(app, refresh, limit))
        {
            case GitHubAnswer<GrantedTokens>.Ok(var tokens):
                await StoreAsync(session.KeyHash, tokens);
                return new GitHubAnswer<string>.Ok(tokens.AccessToken);
            case GitHubAnswer<GrantedTokens>.No(var status, var message):
                Log.Refused(logger, login);
                return new GitHubAnswer<string>.No(status, message);
            case GitHubAnswer<GrantedTokens>.Unavailable(var message, var retryAt):
                return new GitHubAnswer<string>.Unavailable(message, retryAt);
            default:
                throw new InvalidOperationException("GitHub's answer has three forms.");
        }
    }

    private async Task<UserSession?> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Session is not null)
        {
            return await FindAsync(Convert.FromHexString(caller.Session), cancellationToken);
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.Where(session => session.UserId == caller.Id && session.ExpiresAt > now)
            .OrderByDescending(session => session.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<UserSession?> FindAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.FirstOrDefaultAsync(session => session.KeyHash == keyHash, cancellationToken);
    }

    /// <summary>Not cancelled by anybody: the old refresh token is used up, the new one exists only here.</summary>
    private async Task StoreAsync(byte[] keyHash, GrantedTokens tokens)
    {
        var access = vault.Seal(tokens.AccessToken);
        var refresh = tokens.RefreshToken is null ? null : vault.Seal(tokens.RefreshToken);
        var expires = clock.GetUtcNow() + tokens.ExpiresIn;
        var kept = await writes.WriteAsync(
            (scope, stop) => scope.Db.Sessions.Where(session => session.KeyHash == keyHash).ExecuteUpdateAsync(
                setters => setters
                    .SetProperty(session => session.AccessToken, access)
                    .SetProperty(session => session.RefreshToken, refresh)
                    .SetProperty(session => session.AccessTokenExpiresAt, expires),
                stop),
            CancellationToken.None);
        if (kept == 0)
        {
            // Signed out while GitHub was asked: nobody else knows the new pair.
            revoker.Revoke(new EndedSession(access, expires, refresh));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "GitHub refused to renew the user token of {Login}; they must sign in again.")]
        public static partial void Refused(ILogger logger, string login);

        [LoggerMessage(2, LogLevel.Error, "The stored user token of {Login} can't be opened with the present Data Protection keys: restore the keys, or let them sign in again.")]
        public static partial void Unreadable(ILogger logger, string login);
    }
}
