using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth.Tokens;

/// <summary>Reads API tokens. The hash is looked up by a unique index: nothing is compared byte by byte.</summary>
public sealed class ApiTokenQueries(IDbContextFactory<RelayDbContext> contexts, Administrators administrators, TimeProvider clock)
{
    /// <summary>Whose living token this is, and when it was last seen.</summary>
    public Task<(Caller Caller, DateTimeOffset? LastUsedAt)?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(secret);
        return FindAsync(token => token.Hash == hash, cancellationToken);
    }

    /// <summary>The same by the token's id, for who has shown the token before: null once it is revoked or has expired.</summary>
    public async Task<Caller?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await FindAsync(token => token.Id == id, cancellationToken))?.Caller;

    /// <summary>A person's tokens, newest first.</summary>
    public async Task<IReadOnlyList<ApiTokenView>> ListAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.ApiTokens.Where(token => token.UserId == userId).OrderByDescending(token => token.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(ApiTokenView.Of)];
    }

    /// <summary>One of a person's tokens.</summary>
    public async Task<ApiTokenView?> ReadAsync(long userId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ApiTokens.FirstOrDefaultAsync(token => token.Id == id && token.UserId == userId, cancellationToken) is { } found
            ? ApiTokenView.Of(found)
            : null;
    }

    private async Task<(Caller Caller, DateTimeOffset? LastUsedAt)?> FindAsync(Expression<Func<ApiToken, bool>> which, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ApiTokens
            .Where(which)
            .Where(token => token.ExpiresAt == null || token.ExpiresAt > now)
            .Join(db.Users, token => token.UserId, user => user.Id, (token, user) => new { Token = token, User = user })
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        // Read each time: who is no administrator any more is none with their old tokens either.
        var (token, user) = (row.Token, row.User);
        var bound = await db.AdministratorBindings.Where(binding => binding.UserId == user.Id).Select(binding => binding.Login).ToListAsync(cancellationToken);
        return (Caller.OfToken(user.Id, user.Login, user.Name, administrators.Includes(user.Id, bound), token.Id, token.Scopes.Split(' ')), token.LastUsedAt);
    }
}
