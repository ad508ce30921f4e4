using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth;

/// <summary>Settings of the sign-in scheme, made when they are first needed: the public address is known only then.</summary>
public sealed class GitHubSignInSetup(
    SignInClient client, IOptionsMonitor<GitHubOptions> gitHub, PublicAddress address, IHttpClientFactory http, SessionRotation rotation)
    : IConfigureNamedOptions<OAuthOptions>
{
    /// <summary>Scheme name of the AspNet.Security.OAuth.GitHub package.</summary>
    public const string Scheme = "GitHub";

    /// <summary>Where GitHub sends people back to.</summary>
    public const string CallbackPath = "/api/auth/github/callback";

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
        options.SaveTokens = true;
        options.Backchannel = http.CreateClient(GitHubUserApi.HttpClientName);
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        options.CorrelationCookie.Name = "taskrelay-sign-in.";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = SessionCookie.SecureFor(address);
        options.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "id");
        options.ClaimActions.MapJsonKey(ClaimTypes.Name, "login");
        options.ClaimActions.MapJsonKey(RelayClaims.GitHubName, "name");
        options.ClaimActions.MapJsonKey(RelayClaims.GitHubUrl, "html_url");
        options.Events.OnTicketReceived = rotation.ReplaceAsync;
        options.Events.OnAccessDenied = context => ToLogin(context, SignInErrors.AccessDenied);
        options.Events.OnRemoteFailure = context => ToLogin(context, (context.Failure as SignInException)?.Code ?? SignInErrors.GitHubRefused);
    }

    private static Task ToLogin<TOptions>(HandleRequestContext<TOptions> context, string code)
        where TOptions : AuthenticationSchemeOptions
    {
        var returnUrl = LocalPath.OrRoot((context as RemoteFailureContext)?.Properties?.RedirectUri ?? (context as AccessDeniedContext)?.Properties?.RedirectUri);
        var back = returnUrl == "/" ? "" : $"&returnUrl={Uri.EscapeDataString(returnUrl)}";
        context.Response.Redirect($"/login?error={code}{back}");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
