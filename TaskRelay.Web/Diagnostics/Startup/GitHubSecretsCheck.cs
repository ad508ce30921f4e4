using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>What must be set up of the GitHub App: its webhook secret, its OAuth client, its id and key.</summary>
internal sealed class GitHubSecretsCheck(GitHubAppSource apps, IOptionsMonitor<GitHubOptions> options) : IStartupCheck
{
    public string Name => "github_app";

    public bool IsRequired => true;

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var app = apps.Current;
        return Task.FromResult<IReadOnlyList<CheckResult>>([Secret(app), Client(app), App(app)]);
    }

    private CheckResult Secret(GitHubApp app) => app.WebhookSecrets.Count == 0 && !options.CurrentValue.TakesWebhooks
        ? CheckResult.Pass("webhook_secret", true, "None is needed: comments are read from GitHub (GitHub:Ingest is poll).")
        : app.WebhookSecrets.Count > 0
        ? CheckResult.Pass("webhook_secret", true, app.WebhookSecrets.Count > 1 ? "A webhook secret is set, and the previous one is still accepted." : "A webhook secret is set.")
        : CheckResult.Fail("webhook_secret", true, "No webhook secret is set: every webhook is refused.", "Set GitHub:WebhookSecret to the secret on the App's settings page.");

    private static CheckResult Client(GitHubApp app) => app.CanSignIn
        ? CheckResult.Pass("oauth_client", true, "People can sign in.")
        : CheckResult.Fail("oauth_client", true, "Nobody can sign in: the OAuth client is not set.", "Set GitHub:ClientId and GitHub:ClientSecret from the App's settings page.");

    private CheckResult App(GitHubApp app)
    {
        if (app.CanSign)
        {
            return CheckResult.Pass(Name, true, $"The App has its id ({app.AppId}) and a readable key.");
        }

        var missing = (app.AppId, app.PrivateKey) switch
        {
            (null, null) => "Neither id nor private key of the App are set.",
            (null, _) => "The App's id is not set.",
            _ => "The App's private key is not set, or can't be read.",
        };
        return CheckResult.Fail(
            Name, true, string.Join(' ', app.Problems.Prepend(missing)),
            "Set GitHub:AppId, and GitHub:PrivateKey or GitHub:PrivateKeyPath to the PEM file that GitHub made.");
    }
}
