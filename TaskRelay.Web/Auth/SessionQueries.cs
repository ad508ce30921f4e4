using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth;

/// <summary>Reads sessions. A session is looked up for each request, and by open pages before each action.</summary>
public sealed class SessionQueries(IDbContextFactory<RelayDbContext> contexts, Administrators administrators, TimeProvider clock)
{
    /// <summary>The living session with that key hash, and whose it is.</summary>
    public async Task<(Caller Caller, DateTimeOffset ExpiresAt)?> FindAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Sessions
            .Where(session => session.KeyHash == keyHash && session.ExpiresAt > now)
            .Join(db.Users, session => session.UserId, user => user.Id, (session, user) => new { session.ExpiresAt, user.Id, user.Login, user.Name })
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var bound = await db.AdministratorBindings.Where(binding => binding.UserId == row.Id).Select(binding => binding.Login).ToListAsync(cancellationToken);
        var caller = Caller.OfSession(row.Id, row.Login, row.Name, administrators.Includes(row.Id, bound), Convert.ToHexStringLower(keyHash));
        return (caller, row.ExpiresAt);
    }

    /// <summary>
    /// The caller behind a page that has been open for a while: null once the session ended, though the page's own
    /// connection still says who had signed in.
    /// </summary>
    public async Task<Caller?> CurrentAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        Caller.Of(principal)?.Session is { } session
        && await FindAsync(Convert.FromHexString(session), cancellationToken) is var (current, _)
            ? current
            : null;
}
