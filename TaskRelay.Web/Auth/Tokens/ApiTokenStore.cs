using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth.Tokens;

/// <summary>Makes, marks and revokes API tokens.</summary>
public sealed partial class ApiTokenStore(IWriteGate writes, AuditLog audit, TimeProvider clock, ILogger<ApiTokenStore> logger)
{
    /// <summary>Living tokens that one person may have.</summary>
    public const int MaxPerUser = 50;

    /// <summary>A token in steady use costs one write in this time.</summary>
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>A new token, and the only sight of it; null when the person has as many as they may. Their expired ones are cleared away.</summary>
    public async Task<CreatedApiToken?> CreateAsync(
        Caller owner, AuditActor by, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var secret = SecretToken.Create(ApiToken.Prefix);
        var now = clock.GetUtcNow();
        var token = new ApiToken
        {
            Id = Guid.CreateVersion7(now),
            UserId = owner.Id,
            Name = name,
            Scopes = string.Join(' ', scopes),
            Hash = SecretToken.Hash(secret),
            LastFour = secret[^4..],
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        var isStored = await writes.WriteAsync(
            async (scope, stop) =>
            {
                await scope.Db.ApiTokens.Where(row => row.UserId == owner.Id && row.ExpiresAt <= now).ExecuteDeleteAsync(stop);
                if (await scope.Db.ApiTokens.CountAsync(row => row.UserId == owner.Id, stop) >= MaxPerUser)
                {
                    return false;
                }

                scope.Db.ApiTokens.Add(token);
                await scope.Db.SaveChangesAsync(stop);
                audit.Add(scope, by, AuditActions.TokenCreated, $"token {token.Id} ({token.Scopes})");
                return true;
            },
            cancellationToken);
        return isStored ? CreatedApiToken.Of(ApiTokenView.Of(token), secret) : null;
    }

    /// <summary>Revokes one of a person's tokens, from the next request on; false when they have none with that id.</summary>
    public Task<bool> RevokeAsync(Caller owner, AuditActor by, Guid id, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, stop) =>
        {
            if (await scope.Db.ApiTokens.Where(row => row.Id == id && row.UserId == owner.Id).ExecuteDeleteAsync(stop) == 0)
            {
                return false;
            }

            audit.Add(scope, by, AuditActions.TokenRevoked, $"token {id}");
            return true;
        },
        cancellationToken);

    /// <summary>Revokes every token of a person, from the next request on; returns how many.</summary>
    public Task<int> RevokeAllAsync(long userId, AuditActor by, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, stop) =>
        {
            var count = await scope.Db.ApiTokens.Where(row => row.UserId == userId).ExecuteDeleteAsync(stop);
            audit.Add(scope, by, AuditActions.TokensRevoked, $"user {userId}");
            return count;
        },
        cancellationToken);

    /// <summary>Marks a token as used, at most once a minute. A store that can't write now keeps nobody from reading.</summary>
    public async Task TouchAsync(Guid id, DateTimeOffset? lastUsedAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now - TouchEvery;
        if (lastUsedAt > before)
        {
            return;
        }

        try
        {
            await writes.WriteAsync(
                (scope, stop) => scope.Db.ApiTokens
                    .Where(row => row.Id == id && (row.LastUsedAt == null || row.LastUsedAt <= before))
                    .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.LastUsedAt, now), stop),
                cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.NotMarked(logger, id, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "API token {TokenId} could not be marked as used.")]
        public static partial void NotMarked(ILogger logger, Guid tokenId, Exception exception);
    }
}
