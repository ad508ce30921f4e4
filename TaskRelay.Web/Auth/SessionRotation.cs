using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Ends the session that a browser brings along when it signs in. The cookie handler would go on under the old key,
/// which somebody else may have planted.
/// </summary>
public sealed class SessionRotation(IOptionsMonitor<CookieAuthenticationOptions> cookies, PublicAddress address)
{
    /// <summary>The cookie handler's own claim for the key; the framework does not publish its name.</summary>
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    /// <summary>Removes the old session, and hides its cookie from the sign-in that follows in the same request.</summary>
    public async Task ReplaceAsync(TicketReceivedContext context)
    {
        var options = cookies.Get(SessionCookie.Scheme);
        var http = context.HttpContext;
        if (options.CookieManager.GetRequestCookie(http, options.Cookie.Name!) is not { } cookie)
        {
            return;
        }

        var old = options.TicketDataFormat.Unprotect(cookie);
        if (old?.Principal.FindFirst(KeyClaim)?.Value is { } key)
        {
            await options.SessionStore!.RemoveAsync(key);
        }

        // All but the claim of set-up: that one belongs to the sign-in that follows.
        var claim = SetupClaims.NameFor(address);
        http.Request.Headers.Cookie = http.Request.Cookies[claim] is { } kept ? $"{claim}={Uri.EscapeDataString(kept)}" : default(Microsoft.Extensions.Primitives.StringValues);
    }
}
