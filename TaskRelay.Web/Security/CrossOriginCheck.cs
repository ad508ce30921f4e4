using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Security;

/// <summary>
/// Refuses what another site makes a signed-in browser send: browsers add the session cookie by themselves, and say
/// in <c>Sec-Fetch-Site</c> or <c>Origin</c> who asked. Programs with a token of their own send no cookie and pass.
/// </summary>
public sealed class CrossOriginCheck(RequestDelegate next, PublicAddress address)
{
    /// <summary>Lets the request on, or answers 403 <c>cross_origin</c>.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return MattersFor(request) && !IsOwn(request)
            ? ProblemResults.Problem(
                StatusCodes.Status403Forbidden, "cross_origin", "Another site sent this request with your session. Open TaskRelay itself and do it there.")
                .ExecuteAsync(context)
            : next(context);
    }

    /// <summary>A WebSocket opens with GET, and no CORS rule holds it back: the pages' circuit is judged too.</summary>
    private bool MattersFor(HttpRequest request) =>
        (request.Cookies.ContainsKey(SessionCookie.NameFor(address)) || request.Cookies.ContainsKey(SetupClaims.NameFor(address)))
        && (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            || request.Path.StartsWithSegments("/_blazor"));

    /// <summary>
    /// The host that the request was sent to, under whichever name. A page can't choose it: browsers name the host that
    /// they go to, and send our cookie only there. A plain page never counts where the public address is a secure one.
    /// </summary>
    private bool IsHostItself(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.Scheme == Uri.UriSchemeHttps || (from.Scheme == Uri.UriSchemeHttp && !address.IsHttps))
        && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, address.Origin, StringComparison.OrdinalIgnoreCase) || IsHostItself(origin, request);
    }
}
