using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Diagnostics;

/// <summary>The problems that the sign-in diagnostics can tell of. Pure: facts in, words out.</summary>
internal static class AuthProblems
{
    public static readonly DiagnosedProblem GitHubUnavailable = new(
        "github_unavailable",
        "GitHub could not be asked, so what it would say is not known.",
        "Try again in a minute; if it stays so, look at GitHub's status page and at this server's way to GitHub:ApiBaseUrl.");

    public static readonly DiagnosedProblem TokenInvalid = new(
        "token_invalid", "GitHub does not accept your user token: it was revoked or used up.", "Sign out and sign in again.");

    public static readonly DiagnosedProblem TokenUnreadable = new(
        "token_unreadable",
        "Your stored user token can't be opened with the present Data Protection keys.",
        "Sign out and sign in again. If others have this too, the operator restores the keys in DataProtection:KeysPath.");

    public static DiagnosedProblem? Of(bool? valid, bool isUnreadable) => (valid, isUnreadable) switch
    {
        (false, true) => TokenUnreadable,
        (false, false) => TokenInvalid,
        (null, _) => GitHubUnavailable,
        _ => null,
    };

    /// <summary>What is wrong with the App. Causes may name files of this server: those are for administrators.</summary>
    public static IEnumerable<DiagnosedProblem> Of(GitHubApp app, bool isAdministrator, bool takesWebhooks)
    {
        (string Name, bool IsThere)[] parts =
        [
            ("GitHub:AppId", app.AppId is not null), ("GitHub:PrivateKey", app.PrivateKey is not null),
            ("GitHub:ClientId", app.ClientId is not null), ("GitHub:ClientSecret", app.ClientSecret is not null),
        ];
        var missing = parts.Where(part => !part.IsThere).Select(part => part.Name).ToArray();
        if (missing.Length > 0)
        {
            yield return new("app_not_configured", "The GitHub App of this TaskRelay is not set up completely.", $"The operator sets {string.Join(", ", missing)}.");
        }

        foreach (var problem in isAdministrator ? app.Problems : [.. app.Problems.Take(1).Select(_ => "The GitHub App is not set up rightly.")])
        {
            yield return new("app_misconfigured", problem, "The operator corrects it; the server's log names the cause.");
        }

        if (app.WebhookSecrets.Count == 0 && takesWebhooks)
        {
            yield return new(
                "webhook_not_configured",
                "No webhook secret is set, so every delivery from GitHub is refused.",
                "The operator sets GitHub:WebhookSecret to the secret of the GitHub App.");
        }
    }

    public static IEnumerable<DiagnosedProblem> Of(IReadOnlyList<ListedInstallation> installations, string? installUrl)
    {
        if (installations.Count == 0)
        {
            yield return new(
                "app_not_installed",
                "GitHub lists no installation of the App that you can reach.",
                installUrl is null ? "Install the GitHub App on your account or organization." : $"Install the GitHub App: {installUrl}");
        }

        foreach (var suspended in installations.Where(one => one.Suspended))
        {
            yield return new(
                "installation_suspended", $"The App is suspended on {suspended.Account}.", $"An owner of {suspended.Account} unsuspends it: {suspended.Url}");
        }
    }
}
