using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Models;

/// <summary>OpenAI's Responses. Tokens from the cache are part of <c>input_tokens</c>.</summary>
internal static class ResponsesWire
{
    public static JsonObject Whole(ModelRequest request, ModelAnswer answer) => Response(request, answer, "completed");

    public static IReadOnlyList<StreamedEvent> Stream(ModelRequest request, ModelAnswer answer)
    {
        List<JsonObject> events =
        [
            new() { ["type"] = "response.created", ["response"] = Response(request, answer, "in_progress") },
            new() { ["type"] = "response.in_progress", ["response"] = Response(request, answer, "in_progress") },
        ];
        foreach (var (item, index) in Items(answer, "completed").Select((item, index) => (item, index)))
        {
            var begun = Items(answer, "in_progress").ElementAt(index);
            events.Add(new() { ["type"] = "response.output_item.added", ["output_index"] = index, ["item"] = begun });
            events.AddRange(Deltas(answer, item, index));
            events.Add(new() { ["type"] = "response.output_item.done", ["output_index"] = index, ["item"] = item });
        }
        events.Add(new() { ["type"] = "response.completed", ["response"] = Response(request, answer, "completed") });
        return [.. events.Select((data, number) =>
        {
            data["sequence_number"] = number;
            return StreamedEvent.Typed(data);
        })];
    }

    private static IEnumerable<JsonObject> Deltas(ModelAnswer answer, JsonObject item, int index)
    {
        JsonObject Event(string type, string member, JsonNode value) => new()
        {
            ["type"] = type,
            ["item_id"] = (string?)item["id"],
            ["output_index"] = index,
            [member] = value,
        };
        switch ((string?)item["type"])
        {
            case "message":
                foreach (var (type, member, value) in ((string, string, JsonNode)[])[
                    ("response.content_part.added", "part", Part("")),
                    ("response.output_text.delta", "delta", answer.Text),
                    ("response.output_text.done", "text", answer.Text),
                    ("response.content_part.done", "part", Part(answer.Text))])
                {
                    var data = Event(type, member, value);
                    data["content_index"] = 0;
                    yield return data;
                }
                break;
            case "custom_tool_call":
                yield return Event("response.custom_tool_call_input.delta", "delta", (string)item["input"]!);
                yield return Event("response.custom_tool_call_input.done", "input", (string)item["input"]!);
                break;
            default:
                yield return Event("response.function_call_arguments.delta", "delta", (string)item["arguments"]!);
                yield return Event("response.function_call_arguments.done", "arguments", (string)item["arguments"]!);
                break;
        }
    }

    private static JsonObject Response(ModelRequest request, ModelAnswer answer, string status) => new()
    {
        ["id"] = $"resp_{answer.Id:D6}",
        ["object"] = "response",
        ["created_at"] = 1_760_000_000 + answer.Id,
        ["status"] = status,
        ["model"] = request.Model,
        ["error"] = null,
        ["incomplete_details"] = null,
        ["instructions"] = null,
        ["metadata"] = new JsonObject(),
        ["parallel_tool_calls"] = true,
        ["tools"] = new JsonArray(),
        ["tool_choice"] = "auto",
        ["output"] = status == "completed" ? new JsonArray([.. Items(answer, status)]) : new JsonArray(),
        ["usage"] = status == "completed" ? Usage(answer.Usage) : null,
    };

    private static IEnumerable<JsonObject> Items(ModelAnswer answer, string status)
    {
        var done = status == "completed";
        if (answer.Text.Length > 0)
        {
            yield return new()
            {
                ["type"] = "message",
                ["id"] = $"msg_{answer.Id:D6}",
                ["status"] = status,
                ["role"] = "assistant",
                ["content"] = done ? new JsonArray(Part(answer.Text)) : new JsonArray(),
            };
        }
        foreach (var (call, number) in answer.Calls.Select((call, number) => (call, number)))
        {
            var free = call.Arguments is JsonValue;
            var item = new JsonObject
            {
                ["type"] = free ? "custom_tool_call" : "function_call",
                ["id"] = $"fc_{answer.Id:D6}_{number}",
                ["call_id"] = $"call_{answer.Id:D6}_{number}",
                ["status"] = status,
                ["name"] = call.Name,
            };
            item[free ? "input" : "arguments"] = !done ? "" : free ? (string)call.Arguments! : Answer.Write(call.Arguments);
            yield return item;
        }
    }

    private static JsonObject Part(string text) =>
        new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private static JsonObject Usage(ModelUsage usage) => new()
    {
        ["input_tokens"] = usage.AllInput,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead },
        ["output_tokens"] = usage.Output,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
        ["total_tokens"] = usage.AllInput + usage.Output,
    };
}
