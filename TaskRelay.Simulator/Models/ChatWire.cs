using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Models;

/// <summary>OpenAI's Chat Completions, which many gateways speak.</summary>
internal static class ChatWire
{
    public static JsonObject Refusal(int status, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = message,
            ["type"] = status switch { 401 or 400 => "invalid_request_error", 429 => "requests", _ => "server_error" },
            ["param"] = null,
            ["code"] = status switch { 401 => "invalid_api_key", 429 => "rate_limit_exceeded", _ => null },
        },
    };

    public static JsonObject Whole(ModelRequest request, ModelAnswer answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = answer.Text.Length > 0 ? answer.Text : null };
        if (answer.Calls.Count > 0)
            message["tool_calls"] = Calls(answer);
        var body = Body(request, answer, "chat.completion");
        body["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = FinishReason(answer) });
        body["usage"] = Usage(answer.Usage);
        return body;
    }

    public static IReadOnlyList<StreamedEvent> Stream(ModelRequest request, ModelAnswer answer)
    {
        List<StreamedEvent> events = [Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null)];
        if (answer.Text.Length > 0)
            events.Add(Chunk(new JsonObject { ["content"] = answer.Text }, null));
        if (answer.Calls.Count > 0)
            events.Add(Chunk(new JsonObject { ["tool_calls"] = Calls(answer) }, null));
        events.Add(Chunk(new JsonObject(), FinishReason(answer)));
        var last = Body(request, answer, "chat.completion.chunk");
        last["choices"] = new JsonArray();
        last["usage"] = Usage(answer.Usage);
        events.Add(new StreamedEvent(null, last));
        events.Add(new StreamedEvent(null, "[DONE]"));
        return events;

        StreamedEvent Chunk(JsonObject delta, string? finish)
        {
            var body = Body(request, answer, "chat.completion.chunk");
            body["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });
            return new StreamedEvent(null, body);
        }
    }

    private static JsonObject Body(ModelRequest request, ModelAnswer answer, string kind) => new()
    {
        ["id"] = $"chatcmpl-{answer.Id:D6}",
        ["object"] = kind,
        ["created"] = 1_760_000_000 + answer.Id,
        ["model"] = request.Model,
    };

    private static string FinishReason(ModelAnswer answer) => answer.Calls.Count > 0 ? "tool_calls" : "stop";

    private static JsonArray Calls(ModelAnswer answer) => new([.. answer.Calls.Select((call, number) => new JsonObject
    {
        ["index"] = number,
        ["id"] = $"call_{answer.Id:D6}_{number}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = Answer.Write(call.Arguments) },
    })]);

    private static JsonObject Usage(ModelUsage usage) => new()
    {
        ["prompt_tokens"] = usage.AllInput,
        ["completion_tokens"] = usage.Output,
        ["total_tokens"] = usage.AllInput + usage.Output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead },
    };
}
