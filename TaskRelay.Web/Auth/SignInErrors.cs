namespace TaskRelay.Web.Auth;

/// <summary>Codes of <c>/login?error=</c>.</summary>
public static class SignInErrors
{
    /// <summary>No OAuth client is configured.</summary>
    public const string NotConfigured = "oauth_not_configured";

    /// <summary>The person said no on GitHub's page.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The answer does not belong to a sign-in that this browser began, or it was used before.</summary>
    public const string StateInvalid = "state_invalid";

    /// <summary>GitHub did not accept the code.</summary>
    public const string ExchangeFailed = "exchange_failed";

    /// <summary>GitHub could not be asked.</summary>
    public const string GitHubUnavailable = "github_unavailable";

    /// <summary>GitHub's page reported an error of its own.</summary>
    public const string GitHubRefused = "github_refused";
}
