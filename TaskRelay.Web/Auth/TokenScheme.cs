namespace TaskRelay.Web.Auth;

/// <summary>The authentication scheme of personal API tokens.</summary>
public static class TokenScheme
{
    /// <summary>Its name.</summary>
    public const string Name = "ApiToken";
}
