using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace TaskRelay.Web.Http;

/// <summary>Errors as RFC 9457 documents with the relay's <c>code</c>, a stable lower snake case word.</summary>
public static class ProblemResults
{
    /// <summary>An error answer; the detail says what to do and never holds a secret.</summary>
    public static IResult Problem(int status, string code, string detail) => TypedResults.Problem(Details(status, code, detail));

    /// <summary>A request whose members are wrong: which ones, and why.</summary>
    public static IResult Invalid(IDictionary<string, string[]> errors)
    {
        var details = Details(StatusCodes.Status400BadRequest, "invalid_request", "Some members of the request are not valid.");
        details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    /// <summary>The document alone, for where there is no endpoint result.</summary>
    public static ProblemDetails Details(int status, string code, string detail) => new()
    {
        Status = status,
        Detail = detail,
        Extensions =
        {
            ["code"] = code,
            ["traceId"] = Activity.Current?.TraceId.ToString(),
        },
    };
}
