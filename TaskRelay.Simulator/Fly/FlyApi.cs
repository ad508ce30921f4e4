using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Fly;

/// <summary>The part of Fly's Machines API below <c>/fly</c> that tells about tokens and apps.</summary>
internal static class FlyApi
{
    public const string Prefix = "/fly";

    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapGet(Prefix + "/v1/tokens/current", (HttpContext http, FlyState fly) =>
            TokenOf(http, fly) is { } token ? Answer.Ok(new JsonObject { ["tokens"] = new JsonArray(Shape(token)) }) : Unauthorized());
        web.MapGet(Prefix + "/v1/apps/{name}", (HttpContext http, string name, FlyState fly) => App(name, TokenOf(http, fly), fly));
    }

    /// <summary>An error in Fly's form.</summary>
    public static IResult Error(int status, string message) => Answer.Json(new JsonObject { ["error"] = message }, status);

    private static FlyTokenInfo? TokenOf(HttpContext http, FlyState fly) => fly.FindToken(http.Request.Headers.Authorization);

    private static IResult Unauthorized() => Error(StatusCodes.Status401Unauthorized, "Authenticate: token validation error");

    private static IResult App(string name, FlyTokenInfo? token, FlyState fly)
    {
        if (token is null)
            return Unauthorized();
        if (fly.OrganizationOf(name) != token.Organization)
            return Error(StatusCodes.Status404NotFound, "App not found");
        if (token.Apps.Count > 0 && !token.Apps.Contains(name))
            return Error(StatusCodes.Status403Forbidden, "unauthorized");
        return Answer.Ok(new JsonObject
        {
            ["id"] = "jlyv9r5" + name,
            ["name"] = name,
            ["organization"] = new JsonObject { ["name"] = token.Organization, ["slug"] = token.Organization },
            ["status"] = "deployed",
        });
    }

    private static JsonObject Shape(FlyTokenInfo token)
    {
        var shape = new JsonObject
        {
            ["token_id"] = "tok-1",
            ["organization"] = token.Organization,
            ["org_slug"] = token.Organization,
        };
        if (token.Apps.Count > 0)
            shape["apps"] = new JsonArray([.. token.Apps.Select(app => JsonValue.Create(app))]);
        if (token.Machine is not null)
            shape["restricted_to_machine"] = token.Machine;
        return shape;
    }
}
