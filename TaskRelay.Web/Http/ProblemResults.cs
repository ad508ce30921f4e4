using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace TaskRelay.Web.Http;

/// <summary>Errors as RFC 9457 documents with the relay's <c>code</c>, a stable lower snake case word.</summary>
public static class ProblemResults
{
    /// <summary>An error answer; the detail says what to do and never holds a secret.</summary>
    public static IResult Problem(int status, string code, string detail) => new ProblemAnswer(Details(status, code, detail));

    /// <summary>A request with one wrong member: which one, and why.</summary>
    public static IResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>A request whose members are wrong: which ones, and why.</summary>
    public static IResult Invalid(IDictionary<string, string[]> errors)
    {
        var details = Details(StatusCodes.Status400BadRequest, "invalid_request", "Some members of the request are not valid.");
        details.Extensions["errors"] = errors;
        return new ProblemAnswer(details);
    }

    /// <summary>The document alone, for where there is no endpoint result.</summary>
    public static ProblemDetails Details(int status, string code, string detail) => new()
    {
        Type = $"urn:taskrelay:problem:{code}",
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Extensions =
        {
            ["code"] = code,
            ["traceId"] = Activity.Current?.TraceId.ToString(),
        },
    };
}
