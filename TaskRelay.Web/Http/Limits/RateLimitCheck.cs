using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Http.Limits;

/// <summary>
/// Refuses people and addresses that ask too often. Not counted: files, the checks of load balancers, and machines that
/// prove themselves with each call.
/// </summary>
public sealed class RateLimitCheck(RequestDelegate next, RateLimits limits)
{
    /// <summary>Lets the request on, or answers 429 <c>rate_limited</c>.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!IsCounted(context))
        {
            return next(context);
        }

        // Signing in is counted by address whoever asks: a session is no key to more attempts.
        var refusal = Caller.Of(context.User) is { } caller && !context.Request.Path.StartsWithSegments("/api/auth/github")
            ? limits.OfUser(context, caller.Id)
            : limits.OfAddress(context);
        return refusal is null ? next(context) : refusal.ExecuteAsync(context);
    }

    private static bool IsCounted(HttpContext context)
    {
        var path = context.Request.Path;
        return !MachinePaths.Includes(context)
            && !path.StartsWithSegments("/health")
            && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null

            // The page that says that there is no such page is the same request.
            && context.Features.Get<IStatusCodeReExecuteFeature>() is null;
    }
}
