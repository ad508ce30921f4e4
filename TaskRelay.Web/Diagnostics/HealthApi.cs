using TaskRelay.Web.Data;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Diagnostics;

/// <summary>For load balancers: is the process alive, and may it be sent requests. Says nothing else to anybody.</summary>
public static class HealthApi
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static IEndpointRouteBuilder MapHealthApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").AllowAnonymous().WithTags("Operations");
        group.MapGet("/live", () => TypedResults.Json(new Health("live")))
            .WithName("Live")
            .WithSummary("200 while the process serves.")
            .Produces<Health>();
        group.MapGet("/ready", ReadyAsync)
            .WithName("Ready")
            .WithSummary("200 while the store and the encryption keys can be read and the app is not draining; else 503.")
            .Produces<Health>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<IResult> ReadyAsync(IStoreProbe store, KeyProbe keys, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ProblemResults.Problem(503, "draining", "TaskRelay is stopping.");
        }

        if (await store.WhyNotAsync(cancellationToken) is not null)
        {
            return ProblemResults.Problem(503, "store_unavailable", "The database can't be read.");
        }

        return keys.WhyNot() is null
            ? TypedResults.Json(new Health("ready"))
            : ProblemResults.Problem(503, "keys_unavailable", "The encryption keys can't be read.");
    }

    /// <summary>How it stands.</summary>
    /// <param name="Status"><c>live</c> or <c>ready</c>.</param>
    public sealed record Health(string Status);
}
