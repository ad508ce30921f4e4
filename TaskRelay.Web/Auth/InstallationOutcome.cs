namespace TaskRelay.Web.Auth;

/// <summary>What came of an installation that somebody brought; the codes of <c>/repositories?error=</c>.</summary>
public static class InstallationOutcome
{
    /// <summary>Recorded, or known already.</summary>
    public const string Recorded = "recorded";

    /// <summary>The address named no installation.</summary>
    public const string Invalid = "installation_invalid";

    /// <summary>GitHub does not list it for this person: it is somebody else's, or does not exist.</summary>
    public const string NotListed = "installation_not_listed";

    /// <summary>An owner of the organization has to approve the App first. Not an error, but shown in its place.</summary>
    public const string Requested = "installation_requested";

    /// <summary>GitHub could not be asked; nothing is known.</summary>
    public const string GitHubUnavailable = SignInErrors.GitHubUnavailable;

    /// <summary>GitHub no longer accepts this person's token.</summary>
    public const string SignInOver = SignInErrors.SignInOver;
}
