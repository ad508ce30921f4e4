using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace TaskRelay.Web.Http;

/// <summary>Errors as RFC 9457 documents with the relay's <c>code</c>, a stable lower snake case word.</summary>
public static class ProblemResults
{
    /// <summary>An error answer; the detail says what to do and never holds a secret.</summary>
    public static IResult Problem(int status, string code, string detail) => new ProblemAnswer(Details(status, code, detail));

    /// <summary>A request whose members are wrong, each with what is wrong about it.</summary>
    public static IResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <inheritdoc cref="Invalid(string, string)" />
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors)
    {
        var details = Details(StatusCodes.Status400BadRequest, "invalid_request", "Some values are not valid; see errors.");
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
