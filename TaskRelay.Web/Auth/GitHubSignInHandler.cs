using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>
/// Sign-in with GitHub on the framework's OAuth handler. The callback address comes from <see cref="PublicAddress"/>,
/// never from the request's Host, and every failure carries a code that the login page can put in words.
/// </summary>
public sealed class GitHubSignInHandler(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, PublicAddress address)
    : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    /// <summary>What has failed if the handler fails now.</summary>
    private string _stage = SignInErrors.StateInvalid;

    /// <inheritdoc />
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        base.BuildChallengeUrl(properties, address.Link(Options.CallbackPath));

    /// <inheritdoc />
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        try
        {
            var result = await base.HandleRemoteAuthenticateAsync();
            return result.Failure is { } failure
                ? HandleRequestResult.Fail(new SignInException(CodeOf(failure), failure), result.Properties ?? new AuthenticationProperties())
                : result;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || IsTimeout(exception))
        {
            return HandleRequestResult.Fail(new SignInException(SignInErrors.GitHubUnavailable, exception));
        }
    }

    /// <inheritdoc />
    protected override Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        // Reached only when state and correlation cookie matched.
        _stage = SignInErrors.ExchangeFailed;
        return base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, address.Link(Options.CallbackPath)));
    }

    /// <inheritdoc />
    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        using var response = await Backchannel.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var user = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Context.RequestAborted));
        var creating = new OAuthCreatingTicketContext(
            new ClaimsPrincipal(identity), properties, Context, Scheme, Options, Backchannel, tokens, user.RootElement);
        creating.RunClaimActions();
        await Events.CreatingTicket(creating);
        properties.IsPersistent = true;
        return new AuthenticationTicket(creating.Principal!, properties, Scheme.Name);
    }

    /// <summary>The framework keeps an error that GitHub's page reported in the exception's data.</summary>
    private string CodeOf(Exception failure) => failure.Data.Contains("error") && _stage == SignInErrors.StateInvalid ? SignInErrors.GitHubRefused : _stage;

    private bool IsTimeout(Exception exception) =>
        exception is OperationCanceledException && !Context.RequestAborted.IsCancellationRequested;
}
