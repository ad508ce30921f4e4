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

    /// <summary>GitHub did not accept this server's client id, secret or callback address.</summary>
    public const string ClientRefused = "oauth_client_refused";

    /// <summary>GitHub could not be asked.</summary>
    public const string GitHubUnavailable = "github_unavailable";

    /// <summary>GitHub's page reported an error of its own.</summary>
    public const string GitHubRefused = "github_refused";

    /// <summary>The session could not be stored.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>GitHub no longer accepts the token of a sign-in: it was revoked, or used up.</summary>
    public const string SignInOver = "sign_in_over";

    /// <summary>All of them: each has words on the sign-in page.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        NotConfigured, AccessDenied, StateInvalid, ExchangeFailed, ClientRefused, GitHubUnavailable, GitHubRefused, StoreUnavailable, SignInOver,
    ];
}
