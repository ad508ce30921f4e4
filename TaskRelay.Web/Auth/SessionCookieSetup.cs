using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>Settings of the cookies, made when they are first needed: the public address is known only then.</summary>
public sealed class SessionCookieSetup(SessionStore store, PublicAddress address, TimeProvider clock)
    : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    /// <inheritdoc />
    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    /// <inheritdoc />
    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != SessionCookie.Scheme)
        {
            return;
        }

        options.Cookie.Name = SessionCookie.NameFor(address);
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = SessionCookie.SecureFor(address);
        options.Cookie.IsEssential = true;
        options.SessionStore = store;
        options.TimeProvider = clock;
        options.ExpireTimeSpan = SessionCookie.Lifetime;
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <inheritdoc />
    public void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = SessionCookie.NameFor(address) + "-form";
        options.Cookie.Path = "/";
        options.Cookie.SecurePolicy = SessionCookie.SecureFor(address);
        options.SuppressXFrameOptionsHeader = true;
    }

    /// <summary>The API never redirects; pages send people to sign in, with an address of this site's own, not of the request's Host.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int apiStatus)
    {
        if (StatusProblems.IsApi(context.HttpContext))
        {
            context.Response.StatusCode = apiStatus;
            if (apiStatus == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = TokenScheme.Challenge;
            }

            return Task.CompletedTask;
        }

        var here = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.Redirect($"/login?returnUrl={Uri.EscapeDataString(here)}");
        return Task.CompletedTask;
    }
}
