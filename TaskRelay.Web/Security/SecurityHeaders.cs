using TaskRelay.Web.Http;

namespace TaskRelay.Web.Security;

/// <summary>Headers that tell browsers what these pages never do.</summary>
public sealed class SecurityHeaders(RequestDelegate next, PublicAddress address)
{
    // MudBlazor positions its elements by style attributes: inline style is the one exception, scripts have none.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds them as late as possible, so that error answers, whose headers are cleared, carry them too.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Add, (context, address.IsHttps));
        return next(context);
    }

    private static Task Add(object state)
    {
        var (context, isHttps) = ((HttpContext, bool))state;
        var headers = context.Response.Headers;
        if (isHttps)
        {
            // Said on plain connections too, where browsers ignore it: behind a proxy that ends TLS every connection is plain.
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers.ContentSecurityPolicy = PolicyFor(context);
        if (headers.CacheControl.Count == 0 && IsPrivate(context))
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    private static string PolicyFor(HttpContext context)
    {
        var policy = ScriptNonce.Known(context) is { } nonce
            ? ContentPolicy.Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal)
            : ContentPolicy;
        return FormTarget.Known(context) is { } target
            ? policy.Replace("form-action 'self'", $"form-action 'self' {target}", StringComparison.Ordinal)
            : policy;
    }

    /// <summary>Answers made for one person: JSON of the API and the pages, but no static file.</summary>
    private static bool IsPrivate(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api")
        || context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
}
