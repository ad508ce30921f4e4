namespace TaskRelay.Web.Http;

/// <summary>The <c>Idempotency-Key</c> header: a name that the caller gives a request, so that sending it again is the same request.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Longest key.</summary>
    public const int MaxLength = 255;

    /// <summary>The key, null when there is none; or the refusal of one that can't be a key.</summary>
    public static (string? Key, IResult? Problem) Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return (null, null);
        }

        return values is [{ Length: > 0 and <= MaxLength } key] && key.All(letter => letter is > ' ' and <= '~')
            ? (key, null)
            : (null, ProblemResults.Invalid(Header, $"Must be one value of 1 to {MaxLength} visible ASCII characters."));
    }
}
