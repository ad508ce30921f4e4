using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Http;

/// <summary>
/// What a caller hears of an exception: that the store is busy, that the request was malformed, or only that the
/// server failed. Causes go to the log, never into an answer.
/// </summary>
public sealed partial class FailureAnswers(ILogger<FailureAnswers> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer, and a caller that went away is no fault.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var answer = Of(httpContext, exception);
        if (StatusProblems.IsApi(httpContext))
        {
            await answer.ExecuteAsync(httpContext);
        }
        else
        {
            httpContext.Response.StatusCode = ((IStatusCodeHttpResult)answer).StatusCode!.Value;
            httpContext.Response.ContentType = "text/plain; charset=utf-8";
            await httpContext.Response.WriteAsync("TaskRelay could not show this page. Reload it; if that does not help, the server's log has the cause.", cancellationToken);
        }

        return true;
    }

    private IResult Of(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case StoreUnavailableException:
                Log.StoreUnavailable(logger, context.Request.Path, exception);
                context.Response.Headers.RetryAfter = "5";
                return ProblemResults.Problem(
                    StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The database can't be written now. Nothing was stored; try again.");
            case BadHttpRequestException { InnerException: JsonException json }:
                return Malformed(json);
            case BadHttpRequestException bad:
                var (code, detail) = StatusProblems.Of(bad.StatusCode);
                return ProblemResults.Problem(bad.StatusCode, code, bad.StatusCode == StatusCodes.Status400BadRequest ? Describe(bad) : detail);
            default:
                Log.Failed(logger, context.Request.Method, context.Request.Path, exception);
                var (failed, words) = StatusProblems.Of(StatusCodes.Status500InternalServerError);
                return ProblemResults.Problem(StatusCodes.Status500InternalServerError, failed, words);
        }
    }

    /// <summary>The document, with the member's path among its field errors where one is at fault.</summary>
    private static ProblemAnswer Malformed(JsonException json)
    {
        var details = ProblemResults.Details(StatusCodes.Status400BadRequest, "invalid_json", Describe(json));
        if (json.Path is ['$', '.', .. { Length: > 0 } member])
        {
            details.Extensions["errors"] = new Dictionary<string, string[]> { [member] = [IsUnknown(json) ? "Is not known here." : "Is not what is expected here."] };
        }

        return new ProblemAnswer(details);
    }

    private static bool IsUnknown(JsonException json) => json.Message.Contains("could not be mapped", StringComparison.Ordinal);

    /// <summary>Where the body is wrong, without naming the program's own types as the serializer's message does.</summary>
    private static string Describe(JsonException json)
    {
        var path = string.IsNullOrEmpty(json.Path) ? "$" : json.Path;
        return IsUnknown(json)
            ? $"The body has a member that is not known here, at {path}."
            : $"The body is not the JSON that is expected here, at {path}.";
    }

    /// <summary>The framework's message holds the C# type of the parameter; its name is enough.</summary>
    private static string Describe(BadHttpRequestException bad) =>
        BindingFailure().Match(bad.Message) is { Success: true } match ? $"The value of '{match.Groups[1].Value}' is not valid." : "The request is malformed.";

    [GeneratedRegex("""parameter "[^"]*?(\w+)" """)]
    private static partial Regex BindingFailure();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Path} was answered 503: the store can't be written.")]
        public static partial void StoreUnavailable(ILogger logger, string path, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed.")]
        public static partial void Failed(ILogger logger, string method, string path, Exception exception);
    }
}
