using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>Settings of the sign-in scheme, made when they are first needed: the public address is known only then.</summary>
public sealed class GitHubSignInSetup(
    SignInClient client,
    IOptionsMonitor<GitHubOptions> gitHub,
    PublicAddress address,
    IHttpClientFactory http,
    SessionRotation rotation,
    SignInFailures failures)
    : IConfigureNamedOptions<OAuthOptions>
{
    /// <summary>Scheme name of the AspNet.Security.OAuth.GitHub package.</summary>
    public const string Scheme = "GitHub";

    /// <summary>Where GitHub sends people back to.</summary>
    public const string CallbackPath = "/api/auth/github/callback";

    /// <summary>How long a sign-in may take: GitHub's codes live no longer either.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public void Configure(OAuthOptions options) => Configure(Options.DefaultName, options);

    /// <inheritdoc />
    public void Configure(string? name, OAuthOptions options)
    {
        if (name != Scheme)
        {
            return;
        }

        // The framework builds the scheme for every request and refuses empty values; the route answers for a missing client.
        var (id, secret) = client.Current ?? ("not-configured", "not-configured");
        var web = gitHub.CurrentValue.WebBaseUrl.TrimEnd('/');
        options.ClientId = id;
        options.ClientSecret = secret;
        options.AuthorizationEndpoint = web + "/login/oauth/authorize";
        options.TokenEndpoint = web + "/login/oauth/access_token";
        options.UserInformationEndpoint = gitHub.CurrentValue.ApiBaseUrl.TrimEnd('/') + "/user";
        options.CallbackPath = CallbackPath;
        options.SignInScheme = SessionCookie.Scheme;
        options.UsePkce = true;
        options.Backchannel = http.CreateClient(GitHubUserApi.HttpClientName);
        options.RemoteAuthenticationTimeout = Patience;
        options.CorrelationCookie.Name = SessionCookie.NameFor(address) + "-sign-in.";
        options.CorrelationCookie.Path = "/";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = SessionCookie.SecureFor(address);
        options.Events.OnTicketReceived = rotation.ReplaceAsync;
        options.Events.OnRemoteFailure = failures.ToLoginAsync;
    }
}
