using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Models;

/// <summary>Anthropic's Messages.</summary>
internal static class AnthropicWire
{
    public static JsonObject Refusal(int status, string message) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = status switch
            {
                401 => "authentication_error",
                400 => "invalid_request_error",
                429 => "rate_limit_error",
                529 => "overloaded_error",
                _ => "api_error",
            },
            ["message"] = message,
        },
        ["request_id"] = "req_simulated",
    };

    public static JsonObject Whole(ModelRequest request, ModelAnswer answer)
    {
        var message = Message(request, answer);
        message["content"] = new JsonArray([.. Blocks(answer).Select(block => block.Whole)]);
        message["stop_reason"] = StopReason(answer);
        message["usage"] = Usage(answer.Usage, answer.Usage.Output);
        return message;
    }

    public static IReadOnlyList<StreamedEvent> Stream(ModelRequest request, ModelAnswer answer)
    {
        var start = Message(request, answer);
        // What is read is told first, what is written at the end.
        start["usage"] = Usage(answer.Usage, 1);
        List<StreamedEvent> events = [Event("message_start", ("message", start)), Event("ping")];
        var index = 0;
        foreach (var (empty, delta, _) in Blocks(answer))
        {
            events.Add(Event("content_block_start", ("index", index), ("content_block", empty)));
            events.Add(Event("content_block_delta", ("index", index), ("delta", delta)));
            events.Add(Event("content_block_stop", ("index", index++)));
        }
        events.Add(Event(
            "message_delta",
            ("delta", new JsonObject { ["stop_reason"] = StopReason(answer), ["stop_sequence"] = null }),
            ("usage", Usage(answer.Usage, answer.Usage.Output))));
        events.Add(Event("message_stop"));
        return events;
    }

    private static JsonObject Message(ModelRequest request, ModelAnswer answer) => new()
    {
        ["id"] = $"msg_{answer.Id:D6}",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = request.Model,
        ["content"] = new JsonArray(),
        ["stop_reason"] = null,
        ["stop_sequence"] = null,
    };

    private static string StopReason(ModelAnswer answer) => answer.Calls.Count > 0 ? "tool_use" : "end_turn";

    private static JsonObject Usage(ModelUsage usage, long output) => new()
    {
        ["input_tokens"] = usage.Input,
        ["cache_creation_input_tokens"] = usage.CacheWrite,
        ["cache_read_input_tokens"] = usage.CacheRead,
        ["output_tokens"] = output,
    };

    private static IEnumerable<(JsonObject Empty, JsonObject Delta, JsonObject Whole)> Blocks(ModelAnswer answer)
    {
        if (answer.Text.Length > 0)
        {
            yield return (
                new JsonObject { ["type"] = "text", ["text"] = "" },
                new JsonObject { ["type"] = "text_delta", ["text"] = answer.Text },
                new JsonObject { ["type"] = "text", ["text"] = answer.Text });
        }
        foreach (var (call, number) in answer.Calls.Select((call, number) => (call, number)))
        {
            yield return (
                Use(new JsonObject()),
                new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = Answer.Write(call.Arguments) },
                Use(call.Arguments.DeepClone()));

            JsonObject Use(JsonNode input) =>
                new() { ["type"] = "tool_use", ["id"] = $"toolu_{answer.Id:D6}_{number}", ["name"] = call.Name, ["input"] = input };
        }
    }

    private static StreamedEvent Event(string type, params IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
            data[name] = value;
        return StreamedEvent.Typed(data);
    }
}
