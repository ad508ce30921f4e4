using TaskRelay.Web.Http;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth;

/// <summary>The authentication scheme of personal API tokens.</summary>
public static class TokenScheme
{
    /// <summary>Its name.</summary>
    public const string Name = "ApiToken";

    /// <summary>The scheme that picks this one or the session's, for each request.</summary>
    public const string Picker = "Caller";

    /// <summary>What a 401 of the API asks for.</summary>
    public const string Challenge = "Bearer realm=\"TaskRelay\"";

    /// <summary>
    /// Whether a request is judged by its bearer token, and by that alone: a cookie that comes too is not looked at.
    /// Workers and pages have no such tokens.
    /// </summary>
    public static bool Applies(HttpContext context) =>
        StatusProblems.IsApi(context) && BearerToken.IsGiven(context.Request) && !MachinePaths.Includes(context);
}
