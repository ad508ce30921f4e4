namespace TaskRelay.Web.Http.Limits;

/// <summary>Counts what senders fail to prove at endpoints that check a secret of their own.</summary>
public static class FailedProofExtensions
{
    /// <summary>A 401 of the handler becomes 429 where its address has failed too often; all else is left alone.</summary>
    public static TBuilder LimitFailedProofs<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.AddEndpointFilter<TBuilder, FailedProofFilter>();
        return builder.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]));
    }

    private sealed class FailedProofFilter(RateLimits limits) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var answer = await next(context);
            return answer is IResult refusal and IStatusCodeHttpResult { StatusCode: StatusCodes.Status401Unauthorized }
                ? limits.Failed(context.HttpContext, refusal)
                : answer;
        }
    }
}
