using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Ends the session that a browser brings along when it signs in. The cookie handler would go on under the old key,
/// which somebody else may have planted.
/// </summary>
public sealed class SessionRotation(IOptionsMonitor<CookieAuthenticationOptions> cookies)
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

        http.Request.Headers.Cookie = default;
    }
}
