namespace TaskRelay.Web.Http;

/// <summary>Where machines prove themselves with a secret of their own: GitHub by its signature, workers by their tokens.</summary>
public static class MachinePaths
{
    /// <summary>Whether this request goes there.</summary>
    public static bool Includes(HttpContext context)
    {
        var path = context.Request.Path;
        return path.StartsWithSegments("/api/webhooks") || path.StartsWithSegments("/api/worker") || path.StartsWithSegments("/api/callbacks");
    }
}
