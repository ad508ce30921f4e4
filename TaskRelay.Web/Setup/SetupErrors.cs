namespace TaskRelay.Web.Setup;

/// <summary>Codes of <c>/setup?error=</c> and <c>/setup/start?error=</c>.</summary>
public static class SetupErrors
{
    /// <summary>The code is not one that is good now.</summary>
    public const string CodeWrong = "code_wrong";

    /// <summary>Too many codes were tried.</summary>
    public const string CodeLimited = "code_limited";

    /// <summary>Neither the code's browser nor an administrator.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>The form for the App lacks something.</summary>
    public const string FormInvalid = "form_invalid";

    /// <summary>The configuration names an App, which outranks what would be stored.</summary>
    public const string AppConfigured = "app_configured";

    /// <summary>GitHub's answer belongs to no request of this browser, or it was used before.</summary>
    public const string StateInvalid = "state_invalid";

    /// <summary>GitHub does not know the code of the new App any more.</summary>
    public const string AppCodeExpired = "app_code_expired";

    /// <summary>GitHub could not be asked for the App.</summary>
    public const string GitHubUnavailable = "github_unavailable";

    /// <summary>The App was made, but its secrets could not be stored.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>All of them: each has words on the page.</summary>
    public static readonly IReadOnlyList<string> All =
        [CodeWrong, CodeLimited, NotAllowed, FormInvalid, AppConfigured, StateInvalid, AppCodeExpired, GitHubUnavailable, StoreUnavailable];
}
