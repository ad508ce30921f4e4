using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Rest;

/// <summary>About GitHub itself.</summary>
internal static class MetaApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/rate_limit", (RestContext rest, RateLimits limits) =>
        {
            var standing = limits.Look(rest.Caller.RateKey);
            return Answer.Ok(new JsonObject
            {
                ["resources"] = new JsonObject
                {
                    ["core"] = Resource(standing),
                    ["search"] = Resource(standing with { Limit = 30, Used = 0 }),
                    ["graphql"] = Resource(standing with { Limit = 5000, Used = 0 }),
                },
                ["rate"] = Resource(standing),
            });
        });
        api.MapGet("/meta", () => Answer.Ok(new JsonObject
        {
            ["verifiable_password_authentication"] = false,
            ["hooks"] = new JsonArray("127.0.0.0/8"),
            ["web"] = new JsonArray("127.0.0.0/8"),
            ["api"] = new JsonArray("127.0.0.0/8"),
            ["git"] = new JsonArray("127.0.0.0/8"),
        }));
        api.MapGet("/zen", () => Results.Text("Keep it logically awesome."));
    }

    private static JsonObject Resource(Standing standing) => new()
    {
        ["limit"] = standing.Limit,
        ["used"] = standing.Used,
        ["remaining"] = standing.Remaining,
        ["reset"] = standing.Reset,
        ["resource"] = "core",
    };
}
