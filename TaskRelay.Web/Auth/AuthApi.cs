using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth;

/// <summary>Routes of sign-in and sign-out; the callback is answered by the sign-in scheme itself.</summary>
public static class AuthApi
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapAuthApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/auth/github", (string? returnUrl, SignInClient client) => SignIn(returnUrl, client))
            .WithName("SignIn")
            .WithTags("Auth")
            .WithSummary("Begins sign-in with GitHub; for browsers.")
            .WithDescription("Redirects to GitHub's authorize page with state and PKCE. returnUrl must be a local path, else it is /.")
            .Produces(StatusCodes.Status302Found)
            .AllowAnonymous();

        // Answered by the sign-in scheme before the routes are asked; mapped so that other methods and readers of the document find it.
        app.MapGet(GitHubSignInSetup.CallbackPath, () => TypedResults.Redirect(SignInPage.For(SignInErrors.StateInvalid, null)))
            .WithName("SignInCallback")
            .WithTags("Auth")
            .WithSummary("Ends sign-in with GitHub; where GitHub sends browsers back to.")
            .WithDescription("Sets the session cookie and redirects to where sign-in began; a refusal or failure goes to /login?error=CODE.")
            .Produces(StatusCodes.Status302Found)
            .AllowAnonymous();

        app.MapPost("/api/auth/logout", SignOutAsync)
            .WithName("SignOut")
            .WithTags("Auth")
            .WithSummary("Ends the session on the server, and with it the stored GitHub user token.")
            .WithDescription("The token is revoked at GitHub after the answer. Without a session there is nothing to end: 204 too.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AllowAnonymous();
        return app.MapInstallationApi();
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (Caller.Of(context.User)?.Session is { } session)
        {
            await sessions.SignOutAsync(Convert.FromHexString(session), context.Actor(), cancellationToken);
        }

        await context.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }

    private static IResult SignIn(string? returnUrl, SignInClient client)
    {
        var back = LocalPath.OrRoot(returnUrl);
        return client.Current is null
            ? TypedResults.Redirect(SignInPage.For(SignInErrors.NotConfigured, null))
            : TypedResults.Challenge(new AuthenticationProperties { RedirectUri = back }, [GitHubSignInSetup.Scheme]);
    }
}
