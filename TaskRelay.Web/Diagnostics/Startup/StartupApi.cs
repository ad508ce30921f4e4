using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The start-up check for anybody; what it found only for administrators.</summary>
public static class StartupApi
{
    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapStartupApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/startup/check", CheckAsync)
            .WithName("CheckStartup")
            .WithTags("Operations")
            .WithSummary("Whether TaskRelay can do its work, and for administrators what is missing.")
            .WithDescription("503 when something that is required fails. checks is null for everybody but administrators with a session.")
            .Produces<StartupReport>()
            .Produces<StartupReport>(StatusCodes.Status503ServiceUnavailable)
            .AllowAnonymous();
        return routes;
    }

    private static async Task<IResult> CheckAsync(HttpContext context, StartupChecks checks)
    {
        var report = await checks.RunAsync(context.RequestAborted);

        // A token is for tasks; only a person at the dashboard is told what an attacker would like to know.
        var isAdministrator = Caller.Of(context.User) is { IsAdministrator: true, Session: not null };
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            isAdministrator ? report : report with { Checks = null },
            statusCode: report.Status == StartupStatus.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
