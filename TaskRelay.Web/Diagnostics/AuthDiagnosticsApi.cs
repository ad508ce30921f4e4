using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Diagnostics;

/// <summary>The route of the sign-in diagnostics.</summary>
public static class AuthDiagnosticsApi
{
    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapAuthDiagnosticsApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/auth/diagnostics", async (HttpContext context, AuthDiagnosis diagnosis, CancellationToken cancellationToken) =>
                Caller.Of(context.User) is { } caller
                    ? (IResult)TypedResults.Ok(await diagnosis.OfAsync(caller, cancellationToken))
                    : TypedResults.Unauthorized())
            .WithName("GetAuthDiagnostics")
            .WithTags("Auth")
            .WithSummary("How the caller's sign-in, the GitHub App and the webhook stand, with what is wrong and its remedy.")
            .WithDescription("GitHub is asked each time. What it could not be asked is null, with a problem github_unavailable.")
            .Produces<AuthDiagnostics>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .RequireAuthorization();
        return app;
    }
}
