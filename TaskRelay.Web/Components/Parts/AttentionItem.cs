using TaskRelay.Web.Components.Layout;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Something that needs a person.</summary>
/// <param name="Tone"><c>error</c> or <c>warning</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Action">Words of the button that mends it; null where there is none.</param>
/// <param name="Href">Where it leads; null: it signs out, so that one can sign in anew.</param>
public sealed record AttentionItem(string Tone, string Message, string Remedy, string? Action = null, string? Href = null)
{
    /// <summary>Checks whose warning means that work is lost meanwhile, though the rest goes on.</summary>
    private static readonly string[] Losing = ["github_webhook", "github_app_permissions"];

    /// <summary>Of a person's sign-in and what it stands on.</summary>
    public static IEnumerable<AttentionItem> Of(AuthDiagnostics diagnostics, string webBaseUrl)
    {
        foreach (var problem in diagnostics.Problems)
        {
            yield return problem.Code switch
            {
                "token_invalid" or "token_unreadable" => new("error", problem.Message, problem.Remedy, "Sign in again"),
                "app_not_installed" when diagnostics.App.Slug is { } slug =>
                    new("warning", problem.Message, "Install the GitHub App on your account or organization.", "Install the App", $"{webBaseUrl.TrimEnd('/')}/apps/{Uri.EscapeDataString(slug)}/installations/new"),
                "installation_suspended" => new("warning", problem.Message, problem.Remedy, "Repositories", "/repositories"),
                "github_unavailable" => new("warning", problem.Message, problem.Remedy),
                _ => new("error", problem.Message, problem.Remedy, NavEntry.Exists("/setup") ? "Set it up" : null, "/setup"),
            };
        }
    }

    /// <summary>Of the whole instance: for administrators with each look, for others only that something is wrong.</summary>
    public static IEnumerable<AttentionItem> Of(StartupReport report, bool isAdministrator)
    {
        if (!isAdministrator)
        {
            return report.Status == StartupStatus.NotReady
                ? [new("error", "This TaskRelay can't do its work now.", "Its administrators see why on their dashboard.")]
                : [];
        }

        // Where GitHub can't be asked at all, that is said once, and not again for each thing to ask it.
        var checks = report.Checks ?? [];
        var isHeard = !checks.Any(check => check is { Name: "github_app_accepted", Status: not CheckStatus.Pass });
        return checks
            .Where(check => check.Status == CheckStatus.Fail || (check.Status == CheckStatus.Warn && (check.Required || (isHeard && Losing.Contains(check.Name)))))
            .Select(check => new AttentionItem(check.Required ? "error" : "warning", check.Message, check.Remedy ?? "", "Open the start-up check", $"/admin#check-{check.Name}"));
    }

    /// <summary>Of outgoing webhooks that TaskRelay gave up: nobody is told any more, and nobody notices that.</summary>
    public static IEnumerable<AttentionItem> Of(IReadOnlyList<WebhookView> webhooks) => webhooks
        .Where(webhook => webhook is { Enabled: false, DisabledReason: not null })
        .Select(webhook => new AttentionItem("warning", $"The webhook {SafeText.Of(webhook.Name)} is switched off.", webhook.DisabledReason!, "Open the webhooks", "/settings/notifications"));

    /// <summary>Of a person's own credentials that their provider refuses, or that can't be decrypted any more.</summary>
    public static IEnumerable<AttentionItem> Of(IEnumerable<CredentialView> credentials) => credentials
        .Where(credential => credential is
        {
            Source: CredentialView.Own,
            Validation.Status: CheckCodes.Invalid or CheckCodes.InsufficientScope or CheckCodes.AppNotFound or CheckCodes.Unreadable,
        })
        .Select(credential => new AttentionItem(
            "error", $"Tasks can't use your {credential.Name}.", credential.Validation!.Message, "Replace it",
            credential.Name == FlyToken.Name ? "/settings/runners" : $"/settings/credentials#card-{credential.Name}"));

    /// <summary>Of what GitHub still allows the App, for administrators: comments are read and answered later where it is little.</summary>
    public static IEnumerable<AttentionItem> Of(AllowanceReport report) => report.Installations
        .Select(installation => (installation.Account, Low: installation.Allowances.FirstOrDefault(one => one is { Resource: "core", IsLow: true })))
        .Where(one => one.Low is not null)
        .Select(one => new AttentionItem(
            "warning",
            $"GitHub allows the App only {one.Low!.Remaining} more requests on {SafeText.Of(one.Account)}.",
            $"It allows {one.Low.Limit} again from {one.Low.ResetAt.UtcDateTime:HH:mm} UTC on; until then tasks there may wait.",
            "Open the rate limits",
            "/admin/limits"));

    /// <summary>Of what GitHub still allows a person.</summary>
    public static IEnumerable<AttentionItem> Of(GitHubRead<GitHubRateLimit> limit) =>
        limit is GitHubRead<GitHubRateLimit>.Found({ IsLow: true } low, _) && low.Resources.TryGetValue("core", out var core)
            ? [new("warning", $"GitHub allows your account only {core.Remaining} more requests.", $"It allows {core.Limit} again from {core.ResetAt.UtcDateTime:HH:mm} UTC on; until then some lists may stay incomplete.")]
            : [];
}
