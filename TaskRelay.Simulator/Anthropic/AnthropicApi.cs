using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Anthropic;

/// <summary>Anthropic's API below <c>/anthropic</c>: the list of models, which says whether a key is good.</summary>
internal static class AnthropicApi
{
    public const string Prefix = "/anthropic";

    private static readonly (string Id, string Name)[] Models =
        [("claude-opus-4-6", "Claude Opus 4.6"), ("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5"), ("claude-haiku-4-5-20251001", "Claude Haiku 4.5")];

    public static void Map(IEndpointRouteBuilder web) => web.MapGet(Prefix + "/v1/models", (HttpContext http, AnthropicKeys keys) =>
        Refusal(http, keys) ?? List(http));

    /// <summary>The answer to a request whose headers are not in order; null when they are.</summary>
    public static IResult? Refusal(HttpContext http, AnthropicKeys keys)
    {
        string? key = http.Request.Headers["x-api-key"];
        if (string.IsNullOrEmpty(key))
            return Error(StatusCodes.Status401Unauthorized, "authentication_error", "x-api-key header is required");
        if (!http.Request.Headers.ContainsKey("anthropic-version"))
            return Error(StatusCodes.Status400BadRequest, "invalid_request_error", "anthropic-version: header is required");
        return keys.Of(key) switch
        {
            AnthropicKeyState.Valid => null,
            AnthropicKeyState.Forbidden => Error(
                StatusCodes.Status403Forbidden, "permission_error", "Your API key does not have permission to use the specified resource."),
            _ => Error(StatusCodes.Status401Unauthorized, "authentication_error", "invalid x-api-key"),
        };
    }

    /// <summary>An error in Anthropic's form.</summary>
    public static IResult Error(int status, string type, string message) => Answer.Json(
        new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = type, ["message"] = message },
            ["request_id"] = "req_" + Guid.NewGuid().ToString("N")[..24],
        },
        status);

    private static IResult List(HttpContext http)
    {
        var limit = int.TryParse(http.Request.Query["limit"], out var asked) ? asked : 20;
        if (limit is < 1 or > 1000)
            return Error(StatusCodes.Status400BadRequest, "invalid_request_error", "limit: must be between 1 and 1000");
        var page = Models.Take(limit).ToArray();
        return Answer.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. page.Select(model => new JsonObject
            {
                ["type"] = "model",
                ["id"] = model.Id,
                ["display_name"] = model.Name,
                ["created_at"] = "2025-10-01T00:00:00Z",
            })]),
            ["has_more"] = page.Length < Models.Length,
            ["first_id"] = page[0].Id,
            ["last_id"] = page[^1].Id,
        });
    }
}
