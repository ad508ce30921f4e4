using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Models;

/// <summary>Where models are asked: each provider's own paths, below the simulator's address.</summary>
public static class ModelEndpoints
{
    /// <summary>What the address of each is set to: the simulator's, and this.</summary>
    public const string Anthropic = "/anthropic";
    public const string OpenAi = "/openai";
    public const string Google = "/google";
    public const string OpenRouter = "/openrouter/api";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Anthropic + "/v1/messages", (HttpContext http) => ServeAsync(http, ModelWire.AnthropicMessages));
        routes.MapPost(Anthropic + "/v1/messages/count_tokens", CountAsync);
        routes.MapPost(OpenAi + "/v1/responses", (HttpContext http) => ServeAsync(http, ModelWire.OpenAiResponses));
        routes.MapPost(OpenAi + "/v1/chat/completions", (HttpContext http) => ServeAsync(http, ModelWire.OpenAiChat));
        routes.MapGet(OpenAi + "/v1/models", (HttpContext http) => TellOfKeyAsync(
            http, new JsonObject { ["object"] = "list", ["data"] = new JsonArray() }, StatusCodes.Status401Unauthorized, ModelWire.OpenAiChat));
        routes.MapGet(OpenRouter + "/v1/key", (HttpContext http) => TellOfKeyAsync(
            http, new JsonObject { ["data"] = new JsonObject { ["label"] = "a key" } }, StatusCodes.Status401Unauthorized, ModelWire.OpenAiChat));
        routes.MapGet(Google + "/v1beta/models", (HttpContext http) => TellOfKeyAsync(
            http, new JsonObject { ["models"] = new JsonArray() }, StatusCodes.Status400BadRequest, ModelWire.GoogleContent));
        routes.MapPost(Google + "/v1beta/models/{model}:{verb}", (HttpContext http, string model, string verb) => verb switch
        {
            "generateContent" => ServeAsync(http, ModelWire.GoogleContent, model),
            "streamGenerateContent" => ServeAsync(http, ModelWire.GoogleContent, model, streams: true),
            "countTokens" => CountAsync(http),
            _ => RefuseAsync(http, ModelWire.GoogleContent, StatusCodes.Status404NotFound, $"No such method: {verb}"),
        });
    }

    /// <summary>What a good key gets for nothing. A key is good here unless a test has refused it.</summary>
    private static Task TellOfKeyAsync(HttpContext http, JsonObject answer, int refusal, ModelWire wire)
    {
        var key = KeyOf(http.Request);
        return key.Length > 0 && !http.RequestServices.GetRequiredService<ModelProvider>().RefusedKeys.ContainsKey(key)
            ? WriteAsync(http, StatusCodes.Status200OK, answer)
            : RefuseAsync(http, wire, refusal, "API key not valid. Please pass a valid API key. API_KEY_INVALID");
    }

    private static async Task ServeAsync(HttpContext http, ModelWire wire, string? model = null, bool streams = false)
    {
        var provider = http.RequestServices.GetRequiredService<ModelProvider>();
        if (!IsKey(KeyOf(http.Request), provider.Key))
        {
            await RefuseAsync(http, wire, StatusCodes.Status401Unauthorized, "The API key is not valid.");
            return;
        }
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        if (Parse(text) is not { } body)
        {
            await RefuseAsync(http, wire, StatusCodes.Status400BadRequest, "The body is not a JSON object.");
            return;
        }
        var request = ModelRequest.Read(wire, body, text, model, streams);
        var answer = provider.Answer(request);
        if (!request.Streams)
        {
            await WriteAsync(http, StatusCodes.Status200OK, wire switch
            {
                ModelWire.AnthropicMessages => AnthropicWire.Whole(request, answer),
                ModelWire.OpenAiResponses => ResponsesWire.Whole(request, answer),
                ModelWire.OpenAiChat => ChatWire.Whole(request, answer),
                _ => GoogleWire.Whole(request, answer),
            });
            return;
        }
        await ModelStream.SendAsync(
            http,
            wire switch
            {
                ModelWire.AnthropicMessages => AnthropicWire.Stream(request, answer),
                ModelWire.OpenAiResponses => ResponsesWire.Stream(request, answer),
                ModelWire.OpenAiChat => ChatWire.Stream(request, answer),
                _ => GoogleWire.Stream(request, answer),
            },
            answer.Break);
    }

    /// <summary>A rough count, as some clients ask for one before they ask the model; it is free.</summary>
    private static async Task CountAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var length = (await reader.ReadToEndAsync(http.RequestAborted)).Length / 4;
        await WriteAsync(http, StatusCodes.Status200OK, new JsonObject { ["input_tokens"] = length, ["totalTokens"] = length });
    }

    /// <summary>Anthropic's and Google's own headers, OpenAI's bearer, and Google's query.</summary>
    private static string KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return new[]
        {
            request.Headers["x-api-key"].ToString(),
            request.Headers["x-goog-api-key"].ToString(),
            authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : "",
            request.Query["key"].ToString(),
        }.FirstOrDefault(key => key.Length > 0) ?? "";
    }

    private static bool IsKey(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext http, ModelWire wire, int status, string message) =>
        WriteAsync(http, status, ModelFault.Refusal(wire, status, message));

    private static Task WriteAsync(HttpContext http, int status, JsonObject body) => Answer.Json(body, status).ExecuteAsync(http);
}
