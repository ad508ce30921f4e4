using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace TaskRelay.Web.Http;

/// <summary>
/// JSON is UTF-8. A body that says it is something else is 415 where the framework reads it: it would try the charset,
/// and fail as a server at one that it does not know. Endpoints that read the body themselves judge it in their own order.
/// </summary>
public sealed class BodyCharset(RequestDelegate next)
{
    /// <summary>Lets the request on, or answers 415.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null && !IsUtf8(context.Request.ContentType)
            ? ProblemResults.Problem(
                StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The body must be application/json in UTF-8.").ExecuteAsync(context)
            : next(context);

    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type)
        || !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
