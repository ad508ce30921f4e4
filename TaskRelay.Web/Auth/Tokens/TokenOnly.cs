namespace TaskRelay.Web.Auth.Tokens;

/// <summary>A request that comes with a bearer token is that token's: the session cookie of the same browser adds nothing to it.</summary>
public sealed class TokenOnly(RequestDelegate next)
{
    /// <summary>Takes the cookies away, then lets the request on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (TokenScheme.Applies(context))
        {
            context.Request.Headers.Cookie = default;
        }

        return next(context);
    }
}
