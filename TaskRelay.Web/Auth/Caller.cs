using System.Security.Claims;

namespace TaskRelay.Web.Auth;

/// <summary>Who is asking: a person with a living session.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Login">Their login when they signed in.</param>
/// <param name="Name">The name that they gave on GitHub.</param>
/// <param name="IsAdministrator">The configuration names them, now.</param>
/// <param name="Session">Hash of the session's key, in hex.</param>
public sealed record Caller(long Id, string Login, string? Name, bool IsAdministrator, string Session)
{
    /// <summary>The caller of a request, whose session was read when the request came in; null when not signed in.</summary>
    public static Caller? Of(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && principal.FindFirstValue(ClaimTypes.Name) is { } login
        && principal.FindFirstValue(RelayClaims.Session) is { } session
            ? new Caller(id, login, principal.FindFirstValue(RelayClaims.GitHubName), principal.IsInRole(RelayClaims.AdministratorRole), session)
            : null;

    /// <summary>The same as claims.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(SessionCookie.Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, Id.ToString(), ClaimValueTypes.Integer64));
        identity.AddClaim(new Claim(ClaimTypes.Name, Login));
        identity.AddClaim(new Claim(RelayClaims.Session, Session));
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
