using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth;

/// <summary>Keeps sessions on the server: the cookie carries a random key, everything else is in the store.</summary>
public sealed class SessionStore(
    IWriteGate writes,
    SessionQueries sessions,
    Administrators administrators,
    UserTokenVault vault,
    TokenRevoker revoker,
    SetupClaims claims,
    FirstAdministrator first,
    AuditLog audit,
    TimeProvider clock) : ITicketStore
{
    /// <inheritdoc />
    public Task<string> StoreAsync(AuthenticationTicket ticket) => SignInAsync(ticket, null, null, CancellationToken.None);

    /// <inheritdoc />
    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var claim = claims.Of(httpContext);
        var key = await SignInAsync(ticket, httpContext.Connection.RemoteIpAddress?.ToString(), claim, cancellationToken);
        if (claim is not null)
        {
            claims.End(httpContext);
        }

        return key;
    }

    /// <summary>A sign-in: the account, the administrator's binding, the session and its line in the audit log, in one transaction, under a new key.</summary>
    private async Task<string> SignInAsync(AuthenticationTicket ticket, string? address, byte[]? claim, CancellationToken cancellationToken)
    {
        var principal = ticket.Principal;
        var userId = long.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);
        var login = principal.FindFirstValue(ClaimTypes.Name)!;
        var name = principal.FindFirstValue(RelayClaims.GitHubName);
        var token = ticket.Properties.GetTokenValue("access_token")!;
        var refresh = ticket.Properties.GetTokenValue("refresh_token");
        var tokenExpires = ticket.Properties.GetTokenValue("expires_at") is { } at
            ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)
            : (DateTimeOffset?)null;

        var key = SessionKey.Create();
        await writes.WriteAsync(
            async (scope, stop) =>
            {
                var now = clock.GetUtcNow();
                var person = new AuditActor(userId, login, address);
                await first.BindAsync(scope, claim, person, stop);
                await RecordUserAsync(scope, userId, login, name, now, stop);
                await SweepAsync(scope, now, stop);
                scope.Db.Sessions.Add(new UserSession
                {
                    KeyHash = SessionKey.Hash(key),
                    UserId = userId,
                    CreatedAt = now,
                    ExpiresAt = now + SessionCookie.Lifetime,
                    AccessToken = vault.Seal(token),
                    AccessTokenExpiresAt = tokenExpires,
                    RefreshToken = refresh is null ? null : vault.Seal(refresh),
                });
                await scope.Db.SaveChangesAsync(stop);
                audit.Add(scope, person, AuditActions.SignIn, null);
            },
            cancellationToken);
        return key;
    }

    /// <summary>Prolongs a session in use. Never changes whose it is: a sign-in always gets a key of its own.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        writes.WriteAsync(
            (scope, stop) =>
            {
                var hash = SessionKey.Hash(key);
                var expires = clock.GetUtcNow() + SessionCookie.Lifetime;
                return scope.Db.Sessions.Where(session => session.KeyHash == hash)
                    .ExecuteUpdateAsync(setters => setters.SetProperty(session => session.ExpiresAt, expires), stop);
            },
            CancellationToken.None);

    /// <inheritdoc />
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (await sessions.FindAsync(SessionKey.Hash(key), CancellationToken.None) is not var (caller, expiresAt))
        {
            return null;
        }

        var properties = new AuthenticationProperties
        {
            IsPersistent = true,
            IssuedUtc = expiresAt - SessionCookie.Lifetime,
            ExpiresUtc = expiresAt,
        };
        return new AuthenticationTicket(caller.ToPrincipal(), properties, SessionCookie.Scheme);
    }

    /// <summary>Ends a session: its row and the user token in it are gone, and the token is revoked at GitHub soon after.</summary>
    public Task RemoveAsync(string key) => RemoveAsync(SessionKey.Hash(key), CancellationToken.None);

    /// <inheritdoc cref="RemoveAsync(string)" />
    public Task RemoveAsync(byte[] keyHash, CancellationToken cancellationToken) => EndAsync(keyHash, null, cancellationToken);

    /// <summary>Ends a session because its person says so.</summary>
    public Task SignOutAsync(byte[] keyHash, AuditActor by, CancellationToken cancellationToken) => EndAsync(keyHash, by, cancellationToken);

    /// <summary>
    /// Ends every session of a person, with what they can do in them: their open pages leave within seconds. Returns how many.
    /// </summary>
    public Task<int> EndAllAsync(long userId, AuditActor by, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            async (scope, stop) =>
            {
                var sessions = await scope.Db.Sessions.AsNoTracking().Where(row => row.UserId == userId).ToListAsync(stop);
                foreach (var session in sessions)
                {
                    scope.AfterCommit(() => revoker.Revoke(EndedSession.Of(session)));
                }

                await scope.Db.Sessions.Where(row => row.UserId == userId).ExecuteDeleteAsync(stop);
                audit.Add(scope, by, AuditActions.SessionsEnded, $"user {userId}");
                return sessions.Count;
            },
            cancellationToken);

    private Task EndAsync(byte[] keyHash, AuditActor? signedOutBy, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            async (scope, stop) =>
            {
                var session = await scope.Db.Sessions.AsNoTracking().FirstOrDefaultAsync(row => row.KeyHash == keyHash, stop);
                if (session is null)
                {
                    return;
                }

                await scope.Db.Sessions.Where(row => row.KeyHash == keyHash).ExecuteDeleteAsync(stop);
                scope.AfterCommit(() => revoker.Revoke(EndedSession.Of(session)));
                if (signedOutBy is not null)
                {
                    audit.Add(scope, signedOutBy, AuditActions.SignOut, null);
                }
            },
            cancellationToken);

    /// <summary>Sessions that nobody used for long: gone like those that were ended.</summary>
    private async Task SweepAsync(WriteScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var session in await scope.Db.Sessions.AsNoTracking().Where(row => row.ExpiresAt <= now).ToListAsync(cancellationToken))
        {
            scope.AfterCommit(() => revoker.Revoke(EndedSession.Of(session)));
        }

        await scope.Db.Sessions.Where(session => session.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task RecordUserAsync(WriteScope scope, long userId, string login, string? name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (administrators.LoginToBind(login) is { } toBind && !await scope.Db.AdministratorBindings.AnyAsync(row => row.Login == toBind, cancellationToken))
        {
            scope.Db.AdministratorBindings.Add(new AdministratorBinding { Login = toBind, UserId = userId });
            await scope.Db.SaveChangesAsync(cancellationToken);
        }

        var bound = await scope.Db.AdministratorBindings.Where(row => row.UserId == userId).Select(row => row.Login).ToListAsync(cancellationToken);
        var isAdministrator = administrators.Includes(userId, bound);
        var user = await scope.Db.Users.FirstOrDefaultAsync(row => row.Id == userId, cancellationToken);
        if (user is null)
        {
            scope.Db.Users.Add(new UserAccount
            {
                Id = userId,
                Login = login,
                Name = name,
                IsAdministrator = isAdministrator,
                CreatedAt = now,
                LastSignInAt = now,
            });
        }
        else
        {
            user.Login = login;
            user.Name = name;
            user.IsAdministrator = isAdministrator;
            user.LastSignInAt = now;
        }
    }
}
