using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Whether GitHub's webhooks come here, as GitHub itself tells: their address, and how the newest ones went.</summary>
internal sealed class GitHubWebhookCheck(AppProbe probe, PublicAddress address, IOptionsMonitor<GitHubOptions> options) : IStartupCheck
{
    private const string HookPath = "/api/webhooks/github";

    public string Name => "github_webhook";

    public bool IsRequired => false;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (!options.CurrentValue.TakesWebhooks)
        {
            return [CheckResult.Pass(Name, false, "No webhook is needed: comments are read from GitHub (GitHub:Ingest is poll).")];
        }

        var facts = await probe.AskAsync(cancellationToken);
        return [Hook(facts?.Hook) ?? Deliveries(facts?.Deliveries) ?? CheckResult.Pass(Name, false, "GitHub sends its webhooks here.")];
    }

    private CheckResult? Hook(GitHubAnswer<WireHookConfig>? answer)
    {
        var expected = address.Link(HookPath);
        switch (answer)
        {
            case GitHubAnswer<WireHookConfig>.Ok({ Url: null or "" }) or GitHubAnswer<WireHookConfig>.No(404, _):
                return CheckResult.Warn(Name, false, "The App has no webhook address: commands in comments are not heard.", $"Set the webhook address {expected} on the App's settings page, and make the webhook active.");
            case GitHubAnswer<WireHookConfig>.Ok(var hook) when !string.Equals(hook.Url!.TrimEnd('/'), expected, StringComparison.OrdinalIgnoreCase):
                return CheckResult.Warn(Name, false, $"GitHub sends webhooks to {Shown(hook.Url)}, not to {expected}.", "Set one like the other: the webhook address on the App's settings page, or PublicUrl. A forwarder in between is fine.");
            case GitHubAnswer<WireHookConfig>.Ok({ Secret: null or "" }):
                return CheckResult.Warn(Name, false, "GitHub does not sign its webhooks: all are refused.", "Enter the secret of GitHub:WebhookSecret on the App's settings page.");
            case GitHubAnswer<WireHookConfig>.Ok({ ContentType: "form" }):
                return CheckResult.Warn(Name, false, "GitHub sends webhooks as forms: all are refused.", "Choose the content type application/json on the App's settings page.");
            case GitHubAnswer<WireHookConfig>.Ok({ InsecureSsl: { } insecure }) when insecure.ToString() == "1":
                return CheckResult.Warn(Name, false, "GitHub does not check the certificate when it sends webhooks.", "Enable SSL verification on the App's settings page.");
            case GitHubAnswer<WireHookConfig>.Ok:
                return null;
            default:
                return CheckResult.Warn(Name, false, "GitHub could not be asked where it sends webhooks.", "Mend the other checks of the GitHub App first.");
        }
    }

    private CheckResult? Deliveries(GitHubAnswer<List<WireHookDelivery>>? answer)
    {
        if (answer is not GitHubAnswer<List<WireHookDelivery>>.Ok(var deliveries) || deliveries.MaxBy(delivery => delivery.DeliveredAt) is not { } newest)
        {
            return null;
        }

        var remedy = newest.StatusCode switch
        {
            >= 200 and < 300 => null,
            401 => "The secrets differ: set GitHub:WebhookSecret and the secret on the App's settings page alike. A proxy that changes bodies has the same effect.",
            503 => "TaskRelay refused it for now: see the other checks. GitHub redelivers on request.",
            >= 400 => "Look at the delivery under Advanced on the App's settings page; something before TaskRelay may have answered.",
            _ => $"GitHub can't reach {address.Link(HookPath)}: look at DNS, firewall, proxy and certificate.",
        };
        return remedy is null
            ? null
            : CheckResult.Warn(Name, false, $"GitHub's newest webhook of {newest.DeliveredAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC did not arrive: {newest.Status} ({newest.StatusCode}).", remedy);
    }

    /// <summary>Without a query, which may hold somebody's secret.</summary>
    private static string Shown(string url) => Uri.TryCreate(url, UriKind.Absolute, out var known) ? known.GetLeftPart(UriPartial.Path) : "an address that is none";
}
