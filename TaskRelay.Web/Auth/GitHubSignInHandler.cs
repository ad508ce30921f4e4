using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Sign-in with GitHub on the framework's OAuth handler, which makes state, PKCE and the cookie that binds both to the
/// browser. The callback address comes from <see cref="PublicAddress"/>, never from the request's Host; a sign-in is
/// good once and for ten minutes by this server's own clock; every failure has a code.
/// </summary>
public sealed partial class GitHubSignInHandler(
    IOptionsMonitor<OAuthOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    PublicAddress address,
    SignInClient client,
    GitHubOAuthApi oauth,
    GitHubUserApi users,
    SpentSignIns spent)
    : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    /// <summary>Only as GitHub sends people back; anything else at this address is for the routes.</summary>
    public override async Task<bool> ShouldHandleRequestAsync() =>
        HttpMethods.IsGet(Request.Method) && await base.ShouldHandleRequestAsync();

    /// <inheritdoc />
    public override async Task<bool> HandleRequestAsync()
    {
        if (!await ShouldHandleRequestAsync())
        {
            return false;
        }

        if (client.Current is null)
        {
            Response.Redirect(SignInPage.For(SignInErrors.NotConfigured, null));
            return true;
        }

        if (!Request.Query.ContainsKey("state") && Request.Query.ContainsKey("installation_id"))
        {
            // An App that asks for sign-in while it is installed sends people here, with a code that nobody asked for.
            Response.Redirect(InstallationApi.AddressOf(Request.Query["installation_id"], Request.Query["setup_action"]));
            return true;
        }

        try
        {
            return await base.HandleRequestAsync();
        }
        catch (StoreUnavailableException exception)
        {
            Log.NotStored(Logger, exception);
            Response.Redirect(SignInPage.For(SignInErrors.StoreUnavailable, null));
            return true;
        }
    }

    /// <inheritdoc />
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        properties.IssuedUtc = TimeProvider.GetUtcNow();
        return base.BuildChallengeUrl(properties, address.Link(Options.CallbackPath));
    }

    /// <inheritdoc />
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        var properties = Options.StateDataFormat.Unprotect(Request.Query["state"]);
        if (properties is null)
        {
            return Failed(SignInErrors.StateInvalid, new AuthenticationProperties());
        }

        var endsAt = properties.IssuedUtc + Options.RemoteAuthenticationTimeout;
        if (!ValidateCorrelationId(properties)
            || !properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier) || verifier is null
            || endsAt is not { } end || end <= TimeProvider.GetUtcNow()
            || !spent.TrySpend(verifier, end))
        {
            return Failed(SignInErrors.StateInvalid, properties);
        }

        if (Request.Query["error"].ToString() is { Length: > 0 } error)
        {
            return Failed(error == "access_denied" ? SignInErrors.AccessDenied : SignInErrors.GitHubRefused, properties);
        }

        return Request.Query["code"].ToString() is { Length: > 0 } code
            ? await ExchangeAsync(code, verifier, properties)
            : Failed(SignInErrors.GitHubRefused, properties);
    }

    private async Task<HandleRequestResult> ExchangeAsync(string code, string verifier, AuthenticationProperties properties)
    {
        if (client.Current is not { } app)
        {
            return Failed(SignInErrors.NotConfigured, properties);
        }

        var granted = await oauth.ExchangeAsync(app, code, address.Link(Options.CallbackPath), verifier, Context.RequestAborted);
        if (granted is not GitHubAnswer<GrantedTokens>.Ok(var tokens))
        {
            return Failed(
                granted switch
                {
                    GitHubAnswer<GrantedTokens>.No(_, GitHubOAuthApi.BadCode) => SignInErrors.ExchangeFailed,
                    GitHubAnswer<GrantedTokens>.No => SignInErrors.ClientRefused,
                    _ => SignInErrors.GitHubUnavailable,
                },
                properties);
        }

        return await users.PersonAsync(tokens.AccessToken, Context.RequestAborted) switch
        {
            GitHubAnswer<GitHubPerson>.Ok(var person) => HandleRequestResult.Success(Ticket(person, tokens, properties)),
            GitHubAnswer<GitHubPerson>.No => Failed(SignInErrors.ExchangeFailed, properties),
            _ => Failed(SignInErrors.GitHubUnavailable, properties),
        };
    }

    /// <summary>Who it is, under the claim types of the AspNet.Security.OAuth.GitHub package; nothing of the state goes into the session.</summary>
    private AuthenticationTicket Ticket(GitHubPerson person, GrantedTokens tokens, AuthenticationProperties state)
    {
        var identity = new ClaimsIdentity(ClaimsIssuer);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64, ClaimsIssuer));
        identity.AddClaim(new Claim(ClaimTypes.Name, person.Login, ClaimValueTypes.String, ClaimsIssuer));
        if (person.Name is { } name)
        {
            identity.AddClaim(new Claim(RelayClaims.GitHubName, name, ClaimValueTypes.String, ClaimsIssuer));
        }

        var properties = new AuthenticationProperties { RedirectUri = state.RedirectUri, IsPersistent = true };
        List<AuthenticationToken> kept = [new() { Name = "access_token", Value = tokens.AccessToken }];
        if (tokens.RefreshToken is { } refresh)
        {
            kept.Add(new AuthenticationToken { Name = "refresh_token", Value = refresh });
        }

        if (tokens.ExpiresIn is { } life)
        {
            kept.Add(new AuthenticationToken { Name = "expires_at", Value = (TimeProvider.GetUtcNow() + life).ToString("o", CultureInfo.InvariantCulture) });
        }

        properties.StoreTokens(kept);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private static HandleRequestResult Failed(string code, AuthenticationProperties properties) =>
        HandleRequestResult.Fail(new SignInException(code), properties);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A sign-in could not be stored.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
