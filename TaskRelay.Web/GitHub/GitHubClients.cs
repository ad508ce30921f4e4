using Microsoft.Extensions.Options;
using Octokit;
using Octokit.Internal;

namespace TaskRelay.Web.GitHub;

/// <summary>Octokit clients over the app's HTTP client factory. They are cheap: take one for each piece of work and keep none.</summary>
public sealed class GitHubClients(
    IHttpMessageHandlerFactory handlers, IOptionsMonitor<GitHubOptions> options, GitHubAppSource apps, TimeProvider clock)
{
    internal const string HttpName = "github";

    private static readonly ProductHeaderValue Product = new("TaskRelay", typeof(GitHubClients).Assembly.GetName().Version?.ToString(3));

    /// <summary>The App speaking for itself; null while no App with a readable key is set up.</summary>
    public GitHubClient? ForApp()
    {
        var app = apps.Current;
        return app.CanSign ? With(AppToken.Create(app.AppId!.Value, app.PrivateKey!, clock.GetUtcNow())) : null;
    }

    /// <summary>An installation, by a token that <see cref="InstallationTokens"/> minted.</summary>
    public GitHubClient ForInstallation(InstallationToken token) => With(token.Value);

    /// <summary>A person, by the token of their sign-in.</summary>
    public GitHubClient ForUser(string token) => With(token);

    /// <summary>Nobody, for the few things that GitHub tells whoever brings a code.</summary>
    public GitHubClient ForNobody() => With(null);

    private GitHubClient With(string? token)
    {
        // To the letter: GitHubClient(uri) would append /api/v3/ to any host but github.com.
        var api = new Uri(options.CurrentValue.ApiBaseUrl.TrimEnd('/') + "/");
        var http = new HttpClientAdapter(() => handlers.CreateHandler(HttpName));
        var credentials = new InMemoryCredentialStore(token is null ? Credentials.Anonymous : new Credentials(token, AuthenticationType.Bearer));
        return new GitHubClient(new Connection(Product, api, credentials, http, new SimpleJsonSerializer()));
    }
}
