using Microsoft.AspNetCore.Diagnostics;

namespace TaskRelay.Web.Http;

/// <summary>Gives errors that the framework answers without a body (no such route, wrong method, wrong type) their document.</summary>
public static class StatusProblems
{
    /// <summary>The code and sentence of a status that carries none of its own.</summary>
    public static (string Code, string Detail) Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("invalid_request", "The request is malformed."),
        StatusCodes.Status401Unauthorized => ("not_signed_in", "Sign in first: GET /api/auth/github in a browser."),
        StatusCodes.Status403Forbidden => ("forbidden", "You may not do this."),
        StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address does not know that method; see the Allow header."),
        StatusCodes.Status406NotAcceptable => ("not_acceptable", "This address can't answer in the type asked for."),
        StatusCodes.Status408RequestTimeout => ("request_timeout", "The request took too long to arrive."),
        StatusCodes.Status413PayloadTooLarge => ("payload_too_large", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "The body must be application/json."),
        StatusCodes.Status429TooManyRequests => ("rate_limited", "Too many requests; see Retry-After."),
        StatusCodes.Status503ServiceUnavailable => ("unavailable", "The server can't answer now; try again."),
        >= 500 => ("internal_error", "The server failed. The log has the cause, by the traceId."),
        _ => ("request_refused", "The request was refused."),
    };

    internal static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    internal static Task WriteAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var (code, detail) = Of(status);
        return ProblemResults.Problem(status, code, detail).ExecuteAsync(context.HttpContext);
    }
}
