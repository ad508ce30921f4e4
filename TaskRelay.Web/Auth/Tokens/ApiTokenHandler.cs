using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Http;
using TaskRelay.Web.Http.Limits;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth.Tokens;

/// <summary>Authenticates by a personal API token. Wrong, revoked and expired ones are told alike.</summary>
public sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiTokenQueries tokens,
    ApiTokenStore store,
    RateLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int MaxLength = 200;

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!BearerToken.IsGiven(Request))
        {
            return AuthenticateResult.NoResult();
        }

        if (BearerToken.Of(Request) is not { Length: <= MaxLength } secret
            || await tokens.FindAsync(secret, Context.RequestAborted) is not var (caller, lastUsedAt))
        {
            return AuthenticateResult.Fail("No living API token.");
        }

        await store.TouchAsync(caller.TokenId!.Value, lastUsedAt, Context.RequestAborted);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), TokenScheme.Name));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = TokenScheme.Challenge + ", error=\"invalid_token\"";
        var refusal = ProblemResults.Problem(
            StatusCodes.Status401Unauthorized, "invalid_token", "This API token is unknown, revoked or expired. Make a new one in TaskRelay's settings.");
        return limits.Failed(Context, refusal).ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemResults.Problem(StatusCodes.Status403Forbidden, "forbidden", "You may not do this.").ExecuteAsync(Context);
}
