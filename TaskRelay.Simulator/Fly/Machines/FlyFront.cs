using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>What the Machines API does before every endpoint: token, app, allowance, body, lease.</summary>
internal sealed class FlyFront(FlyState accounts, FlyCloud cloud, FlyLimits limits) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var app = (string)http.GetRouteValue("app")!;
        if (accounts.FindToken(http.Request.Headers.Authorization) is not { } token)
            return FlyAnswers.Refuse(401, "Authenticate: token validation error");
        if (accounts.OrganizationOf(app) != token.Organization)
            return FlyAnswers.Refuse(404, "App not found");
        if (token.Apps.Count > 0 && !token.Apps.Contains(app))
            return FlyAnswers.Refuse(403, "unauthorized");

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
