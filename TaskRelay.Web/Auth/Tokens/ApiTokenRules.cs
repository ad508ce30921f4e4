namespace TaskRelay.Web.Auth.Tokens;

/// <summary>What a new API token may be. Pure; the API and the page ask it.</summary>
public static class ApiTokenRules
{
    /// <summary>Characters of a name.</summary>
    public const int MaxName = 100;

    /// <summary>What is wrong with a wish for a token, by member; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Check(ApiTokenRequest request, DateTimeOffset now)
    {
        var name = NameOf(request);
        var errors = new Dictionary<string, string[]>();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
        {
            errors["name"] = [$"Must hold 1 to {MaxName} characters, none of them control characters."];
        }

        if (ScopesOf(request).Count == 0 || request.Scopes!.Any(scope => !ApiScopes.All.Contains(scope)))
        {
            errors["scopes"] = [$"Name at least one of {string.Join(", ", ApiScopes.All)}, and nothing else."];
        }

        if (request.ExpiresAt <= now)
        {
            errors["expiresAt"] = ["Must be in the future, or null for a token that lives until it is revoked."];
        }

        return errors;
    }

    /// <summary>The name without what stands around it.</summary>
    public static string NameOf(ApiTokenRequest request) => request.Name?.Trim() ?? "";

    /// <summary>The scopes in their own order, each once.</summary>
    public static IReadOnlyList<string> ScopesOf(ApiTokenRequest request) =>
        [.. ApiScopes.All.Where(scope => request.Scopes?.Contains(scope) == true)];
}
