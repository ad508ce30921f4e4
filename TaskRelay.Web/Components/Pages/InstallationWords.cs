using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Why an installation was not recorded, in words.</summary>
public sealed record InstallationWords(string Tone, string Text)
{
    /// <summary>The words of a code; a code that is not known is never shown itself.</summary>
    public static InstallationWords? Of(string? code) => code switch
    {
        null or "" => null,
        InstallationOutcome.Invalid => new("warning", "The address from GitHub named no installation. Nothing was recorded; install the App once more."),
        InstallationOutcome.NotListed => new(
            "warning", "GitHub does not list that installation for you. Nothing was recorded. If you have just installed the App, open GitHub's link once more in a moment."),
        InstallationOutcome.Requested => new("info", "Your request is with the owners of the organization. Repositories appear here when they approve the App."),
        InstallationOutcome.GitHubUnavailable => new(
            "warning", "GitHub did not answer, so the installation could not be checked and nothing was recorded. Open GitHub's link once more in a minute."),
        _ => new("warning", "The installation was not recorded. Try once more."),
    };
}
