using Microsoft.AspNetCore.Http.Features;

namespace TaskRelay.Web.Http.Limits;

/// <summary>Bodies are at most 1 MiB, however they are sent. What machines send has limits of its own, kept where it is read.</summary>
public sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>Bytes of a request's body.</summary>
    public const long MaxBytes = 1024 * 1024;

    /// <summary>Sets the limit; whoever reads further gets 413.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!MachinePaths.Includes(context) && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        return next(context);
    }
}
