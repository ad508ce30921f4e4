using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth.Tokens;

/// <summary>
/// What an API token may do: what its scopes say, at endpoints that name one, and nothing else. Endpoints for everybody
/// see its bearer as anybody. A bad token is told so everywhere.
/// </summary>
public sealed class TokenAccess(RequestDelegate next)
{
    /// <summary>Lets the request on, or answers 401 <c>invalid_token</c>, 403 <c>insufficient_scope</c> or <c>session_required</c>.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!TokenScheme.Applies(context))
        {
            await next(context);
            return;
        }

        if (Caller.Of(context.User) is not { TokenId: not null } caller)
        {
            await context.ChallengeAsync(TokenScheme.Name);
            return;
        }

        // What routing answers by itself (405, 415) is no route of ours and has nothing to hide.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
        }
        else if (endpoint.Metadata.GetMetadata<ScopeRequirement>() is { Scope: var scope })
        {
            await (caller.Scopes.Contains(scope) ? next(context) : RefuseScopeAsync(context, scope));
        }
        else if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            context.User = new();
            await next(context);
        }
        else
        {
            await ProblemResults.Problem(
                StatusCodes.Status403Forbidden, "session_required", "API tokens can't do this. Sign in with a browser and do it there.")
                .ExecuteAsync(context);
        }
    }

    private static Task RefuseScopeAsync(HttpContext context, string scope)
    {
        context.Response.Headers.WWWAuthenticate = TokenScheme.Challenge + $", error=\"insufficient_scope\", scope=\"{scope}\"";
        return ProblemResults.Problem(
            StatusCodes.Status403Forbidden, "insufficient_scope", $"This API token lacks the scope {scope}. Make one that has it.")
            .ExecuteAsync(context);
    }
}
