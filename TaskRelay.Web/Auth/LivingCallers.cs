using System.Security.Claims;
using TaskRelay.Web.Auth.Tokens;

namespace TaskRelay.Web.Auth;

/// <summary>Whether who opened a connection a while ago would still be let in.</summary>
public sealed class LivingCallers(SessionQueries sessions, ApiTokenQueries tokens)
{
    /// <summary>The caller as they are now; null once their session or token has ended.</summary>
    public async Task<Caller?> CurrentAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        Caller.Of(principal)?.TokenId is { } token
            ? await tokens.FindAsync(token, cancellationToken)
            : await sessions.CurrentAsync(principal, cancellationToken);
}
