using TaskRelay.Web.Components.Layout;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Notifications.Outgoing;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Something that needs a person.</summary>
/// <param name="Tone"><c>error</c> or <c>warning</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Action">Words of the button that mends it; null where there is none.</param>
/// <param name="Href">Where it leads; null: it signs out, so that one can sign in anew.</param>
public sealed record AttentionItem(string Tone, string Message, string Remedy, string? Action = null, string? Href = null)
{
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

        return (report.Checks ?? [])
            .Where(check => check.Status == CheckStatus.Fail || (check.Status == CheckStatus.Warn && check.Required))
            .Select(check => new AttentionItem(check.Required ? "error" : "warning", check.Message, check.Remedy ?? "", "Open the start-up check", $"/admin#check-{check.Name}"));
    }

    /// <summary>Of outgoing webhooks that TaskRelay gave up: nobody is told any more, and nobody notices that.</summary>
    public static IEnumerable<AttentionItem> Of(IReadOnlyList<WebhookView> webhooks) => webhooks
        .Where(webhook => webhook is { Enabled: false, DisabledReason: not null })
        .Select(webhook => new AttentionItem("warning", $"The webhook {SafeText.Of(webhook.Name)} is switched off.", webhook.DisabledReason!, "Open the webhooks", "/settings/notifications"));

    /// <summary>Of what GitHub still allows a person.</summary>
    public static IEnumerable<AttentionItem> Of(GitHubRead<GitHubRateLimit> limit) =>
        limit is GitHubRead<GitHubRateLimit>.Found({ IsLow: true } low, _) && low.Resources.TryGetValue("core", out var core)
            ? [new("warning", $"GitHub allows your account only {core.Remaining} more requests.", $"It allows {core.Limit} again from {core.ResetAt.UtcDateTime:HH:mm} UTC on; until then some lists may stay incomplete.")]
            : [];
}
