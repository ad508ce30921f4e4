namespace TaskRelay.Simulator.Pages;

/// <summary>A page elsewhere in the same browser must not be able to comment here in somebody's name.</summary>
internal sealed class FormGuard : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var site = context.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none"
            ? next(context)
            : ValueTask.FromResult<object?>(Results.Text("This form was sent from another site.", statusCode: StatusCodes.Status403Forbidden));
    }
}
