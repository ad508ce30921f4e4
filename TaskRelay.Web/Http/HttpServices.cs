using TaskRelay.Web.Security;

namespace TaskRelay.Web.Http;

/// <summary>What holds for every request, whatever answers it.</summary>
public static class HttpServices
{
    /// <summary>Adds the JSON form, the answers to failures, the cursors of lists and the public address.</summary>
    public static IServiceCollection AddRelayHttp(this IServiceCollection services)
    {
        services.AddSingleton<PublicAddress>().AddSingleton<SignedCursors>();
        services.ConfigureHttpJsonOptions(options => RelayJson.Apply(options.SerializerOptions));

        // Binding failures reach FailureAnswers in every environment, so their documents are alike in all.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<FailureAnswers>();
        services.AddProblemDetails();
        return services;
    }

    /// <summary>
    /// Headers, failures, documents for bare statuses, the refusal of other sites' requests, then who is asking. First
    /// in the pipeline: named here, sign-in runs inside them, not before them where the framework would put it.
    /// </summary>
    public static IApplicationBuilder UseRelayHttp(this IApplicationBuilder app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();

        // The inner one gives errors of the API their document; the outer one sees a body then, and leaves it alone.
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseWhen(StatusProblems.IsApi, api => api.UseStatusCodePages(StatusProblems.WriteAsync));
        app.UseMiddleware<CrossOriginCheck>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }
}
