using System.Globalization;

namespace TaskRelay.Web.Http;

/// <summary>Times in queries: ISO 8601, in UTC unless they say otherwise; a date alone is its first moment.</summary>
public static class QueryMoment
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>True when there is none, or when it can be read.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? moment)
    {
        moment = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        // A plus that was not encoded arrives as a space.
        if (!DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read))
        {
            return false;
        }

        moment = read;
        return true;
    }

    /// <summary>What is expected, in words.</summary>
    public const string Form = "Must be an ISO 8601 time, such as 2026-01-31T12:00:00Z, or a date.";

    /// <summary>What a caller hears of one that can't be read.</summary>
    public static IResult Refusal(string field) => ProblemResults.Invalid(field, Form);
}
