using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>What the Machines API does before every endpoint: token, app, allowance, body, lease.</summary>
internal sealed class FlyFront(FlyCloud cloud, FlyLimits limits) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var app = (string)http.GetRouteValue("app")!;
        if (cloud.Reach(http.Request.Headers.Authorization.ToString()) is not { } reach)
            return FlyAnswers.Refuse(401, "unauthenticated: the token is missing or invalid");
        if (cloud.OrganizationOf(app) is null)
            return FlyAnswers.Refuse(404, $"Could not find App \"{app}\"");
        if (reach.Count > 0 && !reach.Contains(app))
            return FlyAnswers.Refuse(403, $"unauthorized: the token has no access to {app}");

        var id = http.GetRouteValue("id") as string;
        var action = http.GetEndpoint()!.Metadata.GetRequiredMetadata<FlyActionName>();
        if (!limits.TryTake(action, id ?? app))
        {
            http.Response.Headers.RetryAfter = "1";
            return FlyAnswers.Refuse(429, "rate limit exceeded");
        }
        if (!HttpMethods.IsGet(http.Request.Method) && !await TryReadBodyAsync(http))
            return FlyAnswers.Refuse(400, "invalid_argument: the body is not JSON");
        if (id is null)
            return await next(context);

        if (cloud.Find(app, id) is not { } machine)
            return FlyAnswers.Refuse(404, $"not_found: machine {id} not found");
        http.Features.Set(machine);
        return action.Changes && limits.IsLeased(machine, http.Request.Headers["fly-machine-lease-nonce"].ToString())
            ? FlyAnswers.Refuse(409, $"machine ID {id} lease currently held by {machine.Lease!.Owner}")
            : await next(context);
    }

    private static async Task<bool> TryReadBodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        try
        {
            if (text.Length == 0)
                return true;
            http.Features.Set(JsonNode.Parse(text) as JsonObject);
            return http.Features.Get<JsonObject>() is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
