using System.Security.Claims;

namespace TaskRelay.Web.Auth;

/// <summary>Who is asking: a person with a living session, or a program with one of their personal API tokens.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Login">Their login when they signed in.</param>
/// <param name="Name">The name that they gave on GitHub.</param>
/// <param name="IsAdministrator">The configuration names them, now.</param>
/// <param name="Session">Hash of the session's key, in hex; null for an API token.</param>
/// <param name="TokenId">The API token; null for a session.</param>
/// <param name="Scopes">What this caller may do, of <see cref="ApiScopes"/>: everything with a session.</param>
public sealed record Caller(
    long Id, string Login, string? Name, bool IsAdministrator, string? Session, Guid? TokenId, IReadOnlyList<string> Scopes)
{
    /// <summary>Somebody with a session.</summary>
    public static Caller OfSession(long id, string login, string? name, bool isAdministrator, string session) =>
        new(id, login, name, isAdministrator, session, null, ApiScopes.All);

    /// <summary>A program with an API token.</summary>
    public static Caller OfToken(long id, string login, string? name, bool isAdministrator, Guid tokenId, IReadOnlyList<string> scopes) =>
        new(id, login, name, isAdministrator, null, tokenId, scopes);

    /// <summary>The caller of a request, whose session or token was read when the request came in; null when there is neither.</summary>
    public static Caller? Of(ClaimsPrincipal principal)
    {
        if (!long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || principal.FindFirstValue(ClaimTypes.Name) is not { } login)
        {
            return null;
        }

        var name = principal.FindFirstValue(RelayClaims.GitHubName);
        var isAdministrator = principal.IsInRole(RelayClaims.AdministratorRole);
        if (principal.FindFirstValue(RelayClaims.Session) is { } session)
        {
            return OfSession(id, login, name, isAdministrator, session);
        }

        return Guid.TryParse(principal.FindFirstValue(RelayClaims.Token), out var token)
            ? OfToken(id, login, name, isAdministrator, token, [.. principal.FindAll(RelayClaims.Scope).Select(claim => claim.Value)])
            : null;
    }

    /// <summary>The same as claims.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(Session is null ? TokenScheme.Name : SessionCookie.Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, Id.ToString(), ClaimValueTypes.Integer64));
        identity.AddClaim(new Claim(ClaimTypes.Name, Login));
        if (Session is not null)
        {
            identity.AddClaim(new Claim(RelayClaims.Session, Session));
        }

        if (TokenId is { } token)
        {
            identity.AddClaim(new Claim(RelayClaims.Token, token.ToString()));
            identity.AddClaims(Scopes.Select(scope => new Claim(RelayClaims.Scope, scope)));
        }

        if (Name is not null)
        {
            identity.AddClaim(new Claim(RelayClaims.GitHubName, Name));
        }

        if (IsAdministrator)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, RelayClaims.AdministratorRole));
        }

        return new ClaimsPrincipal(identity);
    }
}
