using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace TaskRelay.Web.Http;

/// <summary>Writes a problem document, always as <c>application/problem+json</c>, whatever the request says it accepts.</summary>
public sealed class ProblemAnswer(ProblemDetails details) : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly object CodeKey = new();

    /// <inheritdoc />
    public int? StatusCode => details.Status;

    /// <inheritdoc />
    public object? Value => details;

    /// <summary>The code of the document that a request was answered with; null when it was answered with none.</summary>
    public static string? CodeOf(HttpContext context) => context.Items[CodeKey] as string;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Without a listener there is no activity; the connection's id still finds the request in the log.
        details.Extensions["traceId"] ??= httpContext.TraceIdentifier;
        httpContext.Items[CodeKey] = details.Extensions["code"];
        var response = httpContext.Response;
        response.StatusCode = details.Status ?? StatusCodes.Status500InternalServerError;
        response.Headers.CacheControl = "no-store";
        await response.WriteAsJsonAsync(details, Json, "application/problem+json", httpContext.RequestAborted);
    }
}
