using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Auth.Tokens;

namespace TaskRelay.Web.Auth;

/// <summary>Registers sign-in, sessions, the keys that protect them, and what callers may reach.</summary>
public static class AuthServices
{
    /// <summary>Adds all of it; <c>UseRelayHttp</c> puts it into the pipeline.</summary>
    public static IServiceCollection AddRelayAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRelayKeys(configuration);

        services.AddHttpClient(GitHubUserApi.HttpClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.DefaultRequestHeaders.UserAgent.ParseAdd("TaskRelay");
            client.MaxResponseContentBufferSize = 8 * 1024 * 1024;
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });

        services
            .AddSingleton<Administrators>()
            .AddSingleton<UserTokenVault>()
            .AddSingleton<SignInClient>()
            .AddSingleton<SetupDoor>()
            .AddSingleton<SetupCodes>()
            .AddSingleton<SetupClaims>()
            .AddSingleton<SetupGuesses>()
            .AddSingleton<FirstAdministrator>()
            .AddSingleton(new SetupConsole(Console.Out))
            .AddHostedService<SetupNotice>()
            .AddSingleton<SessionQueries>()
            .AddSingleton<SessionStore>()
            .AddSingleton<SessionRotation>()
            .AddSingleton<UserQueries>()
            .AddSingleton<GitHubUserApi>()
            .AddSingleton<GitHubOAuthApi>()
            .AddSingleton<TokenRevoker>()
            .AddHostedService(provider => provider.GetRequiredService<TokenRevoker>())
            .AddSingleton<SpentSignIns>()
            .AddSingleton<SignInFailures>()
            .AddSingleton<InstallationDesk>()
            .AddSingleton<InstallationQueries>()
            .AddSingleton<UserTokens>()
            .AddSingleton<CallerAccess>()
            .AddSingleton<TaskRepositories>()
            .AddSingleton<ApiTokenQueries>()
            .AddSingleton<ApiTokenStore>()
            .AddSingleton<LivingCallers>()
            .AddSingleton<SessionCookieSetup>()
            .AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(provider => provider.GetRequiredService<SessionCookieSetup>())
            .AddSingleton<IConfigureOptions<AntiforgeryOptions>>(provider => provider.GetRequiredService<SessionCookieSetup>())
            .AddSingleton<IConfigureOptions<OAuthOptions>, GitHubSignInSetup>()
            .AddSingleton<IOptionsMonitorCache<OAuthOptions>, SignInOptionsCache>();

        services.AddAuthentication(TokenScheme.Picker)
            .AddPolicyScheme(TokenScheme.Picker, null, options =>
                options.ForwardDefaultSelector = context => TokenScheme.Applies(context) ? TokenScheme.Name : SessionCookie.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(TokenScheme.Name, null)
            .AddCookie(SessionCookie.Scheme)
            .AddOAuth<OAuthOptions, GitHubSignInHandler>(GitHubSignInSetup.Scheme, "GitHub", _ => { });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery();
        return services;
    }
}
