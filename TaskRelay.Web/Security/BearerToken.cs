namespace TaskRelay.Web.Security;

/// <summary>Reads <c>Authorization: Bearer …</c>.</summary>
public static class BearerToken
{
    private const string Scheme = "Bearer";

    /// <summary>Whether the request comes with one, well formed or not.</summary>
    public static bool IsGiven(HttpRequest request)
    {
        foreach (var header in request.Headers.Authorization)
        {
            if (header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (header.Length == Scheme.Length || header[Scheme.Length] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token; null when there is none, or more than one header.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase)
            ? header[(Scheme.Length + 1)..].Trim()
            : null;
}
