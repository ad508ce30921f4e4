using System.Threading.Channels;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Revokes at GitHub the user tokens of sessions that have ended. After the commit and in memory only: the store keeps
/// nothing of a token once its session is over, no answer waits for GitHub, and a token that is still missed (GitHub was
/// down for long, or the process died) ends by itself within hours.
/// </summary>
public sealed partial class TokenRevoker(
    UserTokenVault vault, SignInClient client, GitHubOAuthApi gitHub, TimeProvider clock, ILogger<TokenRevoker> logger) : BackgroundService
{
    private const int MaxWaiting = 1000;

    /// <summary>Waits between the tries for one token.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(3);

    private readonly Channel<EndedSession> _waiting = Channel.CreateBounded<EndedSession>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Takes the tokens of an ended session; never waits.</summary>
    public void Revoke(EndedSession ended) => _waiting.Writer.TryWrite(ended);

    /// <summary>One try for each that is left: a sign-out right before a restart is still a sign-out.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(FarewellTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (!both.IsCancellationRequested && _waiting.Reader.TryRead(out var ended))
            {
                await TryRevokeAsync(ended, both.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.GaveUp(logger, "the server stops");
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var ended in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RevokeAsync(ended, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                _waiting.Writer.TryWrite(ended);
                throw;
            }
            catch (Exception exception)
            {
                // One token that breaks something must not keep the next from its end.
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task RevokeAsync(EndedSession ended, CancellationToken cancellationToken)
    {
        foreach (var wait in Waits)
        {
            if (await TryRevokeAsync(ended, cancellationToken) is null)
            {
                return;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }

        if (await TryRevokeAsync(ended, cancellationToken) is { } reason)
        {
            Log.GaveUp(logger, reason);
        }
    }

    /// <summary>Null when it is done, or nothing can be done; else why it was not.</summary>
    private async Task<string?> TryRevokeAsync(EndedSession ended, CancellationToken cancellationToken)
    {
        if (client.Current is not { } app || vault.Open(ended.AccessToken) is not OpenedToken.Readable access)
        {
            return null;
        }

        var token = access.Value;
        if (ended.ExpiresAt <= clock.GetUtcNow())
        {
            // GitHub no longer knows the token itself, but what renews it lives on: it is traded for one that can be revoked.
            if (vault.Open(ended.RefreshToken) is not OpenedToken.Readable refresh)
            {
                return null;
            }

            switch (await gitHub.RefreshAsync(app, refresh.Value, cancellationToken))
            {
                case GitHubAnswer<GrantedTokens>.Ok(var granted):
                    token = granted.AccessToken;
                    break;
                case GitHubAnswer<GrantedTokens>.Unavailable(var message, _):
                    return message;
                default:
                    return null;
            }
        }

        return await gitHub.RevokeAsync(app, token, cancellationToken) is GitHubAnswer<bool>.Unavailable(var reason, _) ? reason : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A user token could not be revoked at GitHub and ends by itself: {Reason}")]
        public static partial void GaveUp(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Revoking a user token broke.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
