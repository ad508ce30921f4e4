using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Models;

/// <summary>Google's <c>generateContent</c>. Tokens from the cache are part of <c>promptTokenCount</c>.</summary>
internal static class GoogleWire
{
    public static JsonObject Refusal(int status, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = message,
            ["status"] = status switch
            {
                400 => "INVALID_ARGUMENT",
                401 => "UNAUTHENTICATED",
                429 => "RESOURCE_EXHAUSTED",
                503 => "UNAVAILABLE",
                _ => "INTERNAL",
            },
        },
    };

    public static JsonObject Whole(ModelRequest request, ModelAnswer answer) => Body(request, answer, [.. Words(answer), .. Calls(answer)], isLast: true);

    public static IReadOnlyList<StreamedEvent> Stream(ModelRequest request, ModelAnswer answer)
    {
        var parts = (JsonObject[])[.. Words(answer), .. Calls(answer)];
        return [.. parts.Select((part, index) => new StreamedEvent(null, Body(request, answer, [part], index == parts.Length - 1)))];
    }

    private static JsonObject Body(ModelRequest request, ModelAnswer answer, JsonObject[] parts, bool isLast)
    {
        var candidate = new JsonObject
        {
            ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray([.. parts]) },
            ["index"] = 0,
        };
        if (isLast)
            candidate["finishReason"] = "STOP";
        var body = new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["modelVersion"] = request.Model,
            ["responseId"] = $"resp-{answer.Id:D6}",
        };
        if (isLast)
        {
            body["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = answer.Usage.AllInput,
                ["cachedContentTokenCount"] = answer.Usage.CacheRead,
                ["candidatesTokenCount"] = answer.Usage.Output,
                ["totalTokenCount"] = answer.Usage.AllInput + answer.Usage.Output,
            };
        }
        return body;
    }

    private static IEnumerable<JsonObject> Words(ModelAnswer answer) =>
        answer.Text.Length > 0 ? [new JsonObject { ["text"] = answer.Text }] : [];

    private static IEnumerable<JsonObject> Calls(ModelAnswer answer) => answer.Calls.Select(call => new JsonObject
    {
        ["functionCall"] = new JsonObject { ["name"] = call.Name, ["args"] = call.Arguments.DeepClone() },
    });
}
