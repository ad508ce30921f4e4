using Microsoft.AspNetCore.Authentication;
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

        app.MapPost("/api/auth/logout", async (HttpContext context) =>
            {
                await context.SignOutAsync(SessionCookie.Scheme);
                return TypedResults.NoContent();
            })
            .WithName("SignOut")
            .WithTags("Auth")
            .WithSummary("Ends the session on the server, and with it the stored GitHub user token.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .AllowAnonymous();
        return app;
    }

    private static IResult SignIn(string? returnUrl, SignInClient client)
    {
        var back = LocalPath.OrRoot(returnUrl);
        return client.Current is null
            ? TypedResults.Redirect($"/login?error={SignInErrors.NotConfigured}")
            : TypedResults.Challenge(new AuthenticationProperties { RedirectUri = back }, [GitHubSignInSetup.Scheme]);
    }
}
