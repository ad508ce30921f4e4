using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Http.Limits;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Http;

/// <summary>What holds for every request, whatever answers it.</summary>
public static class HttpServices
{
    /// <summary>Adds the JSON form, the answers to failures, the cursors of lists and the public address.</summary>
    public static IServiceCollection AddRelayHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PublicAddress>().AddSingleton<SignedCursors>();
        services.ConfigureHttpJsonOptions(options => RelayJson.Apply(options.SerializerOptions));

        // Binding failures reach FailureAnswers in every environment, so their documents are alike in all.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<FailureAnswers>();
        services.Configure<RateLimitOptions>(configuration.GetSection(RateLimitOptions.Section));
        services.AddSingleton<RefusedCallers>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<IPostConfigureOptions<ForwardedHeadersOptions>, ProxyTrust>();
        services.AddProblemDetails();
        return services;
    }

    /// <summary>
    /// Who the peer is, headers, failures, documents for bare statuses, the record of refusals; then who is asking, and
    /// whether they may: how often, from where, with which scope. First in the pipeline: named here, sign-in runs inside
    /// them, not before them where the framework would put it.
    /// </summary>
    public static IApplicationBuilder UseRelayHttp(this IApplicationBuilder app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();

        // The inner one gives errors of the API their document; the outer one sees a body then, and leaves it alone.
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseWhen(StatusProblems.IsApi, api => api.UseStatusCodePages(StatusProblems.WriteAsync));
        app.UseMiddleware<DenialAudit>();
        app.UseMiddleware<BodyLimit>();
        app.UseMiddleware<TokenOnly>();
        app.UseAuthentication();
        app.UseMiddleware<RateLimitCheck>();
        app.UseMiddleware<CrossOriginCheck>();
        app.UseMiddleware<TokenAccess>();
        app.UseAuthorization();
        app.UseMiddleware<BodyCharset>();
        app.UseAntiforgery();
        return app;
    }
}
