using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Models;

/// <summary>A request, whatever its form.</summary>
/// <param name="Wire">Its form.</param>
/// <param name="Model">The model it names.</param>
/// <param name="Streams">Whether the answer is to come as a stream.</param>
/// <param name="Turn">How many answers of the model it holds.</param>
/// <param name="Tools">Names of the tools that it offers, and whether they take free text instead of JSON.</param>
/// <param name="Text">All of it.</param>
public sealed record ModelRequest(
    ModelWire Wire, string Model, bool Streams, int Turn, IReadOnlyDictionary<string, bool> Tools, string Text)
{
    /// <summary>Reads a body; members that are missing read as absent.</summary>
    public static ModelRequest Read(ModelWire wire, JsonObject body, string text, string? model, bool streams) => new(
        wire,
        model ?? (string?)body["model"] ?? "",
        streams || (body["stream"] is JsonValue told && told.TryGetValue(out bool flag) && flag),
        wire switch
        {
            ModelWire.GoogleContent => Items(body["contents"]).Count(item => (string?)item["role"] == "model"),
            ModelWire.OpenAiResponses => Answers(Items(body["input"])),
            _ => Items(body["messages"]).Count(item => (string?)item["role"] == "assistant"),
        },
        wire == ModelWire.GoogleContent
            ? Offered(Items(body["tools"]).SelectMany(item => Items(item["functionDeclarations"])))
            : Offered(Items(body["tools"])),
        text);

    /// <summary>An answer may be several items: words, reasoning, calls. Runs of them are counted.</summary>
    private static int Answers(IEnumerable<JsonObject> items)
    {
        var (count, within) = (0, false);
        foreach (var item in items)
        {
            var own = (string?)item["role"] == "assistant" || (string?)item["type"] is "function_call" or "custom_tool_call" or "reasoning" or "local_shell_call";
            count += own && !within ? 1 : 0;
            within = own;
        }
        return count;
    }

    private static Dictionary<string, bool> Offered(IEnumerable<JsonObject> tools)
    {
        var offered = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var tool in tools)
        {
            if (((string?)tool["name"] ?? (string?)(tool["function"] as JsonObject)?["name"]) is { } name)
                offered[name] = (string?)tool["type"] == "custom";
        }
        return offered;
    }

    private static IEnumerable<JsonObject> Items(JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];
}
