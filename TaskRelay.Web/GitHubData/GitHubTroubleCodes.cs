namespace TaskRelay.Web.GitHubData;

/// <summary>The <c>code</c> of each kind of trouble with GitHub.</summary>
public static class GitHubTroubleCodes
{
    /// <summary>GitHub does not accept the user token any more: the session has ended.</summary>
    public const string TokenInvalid = "github_token_invalid";

    /// <summary>An API token whose owner has no living session: GitHub can't be asked on their behalf.</summary>
    public const string SignInRequired = "github_sign_in_required";

    /// <summary>The App or the person lacks a permission.</summary>
    public const string PermissionMissing = "github_permission_missing";

    /// <summary>An organization wants this person to go through its single sign-on first.</summary>
    public const string SsoRequired = "github_sso_required";

    /// <summary>A limit of GitHub's, primary or secondary.</summary>
    public const string RateLimited = "github_rate_limited";

    /// <summary>Unreachable, failing, too slow, or not in its shape.</summary>
    public const string Unavailable = "github_unavailable";

    /// <summary>There is nothing there, or nothing that this person may see.</summary>
    public const string NotFound = "github_not_found";
}
