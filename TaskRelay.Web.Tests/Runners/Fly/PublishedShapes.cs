using System.Text.Json.Nodes;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>Compares JSON with the parts of Fly's published description that stand in machines-api.json.</summary>
internal static class PublishedShapes
{
    private static readonly Lazy<JsonObject> Schemas = new(() =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Runners", "Fly", "machines-api.json")))!["schemas"]!);

    /// <summary>What does not fit, each with its place.</summary>
    public static IReadOnlyList<string> Faults(string schema, JsonNode value)
    {
        var faults = new List<string>();
        Check((JsonObject)Schemas.Value[schema]!, value, "", faults);
        return faults;
    }

    private static void Check(JsonObject schema, JsonNode? value, string at, List<string> faults)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Check((JsonObject)Schemas.Value[reference]!, value, at, faults);
            return;
        }

        if ((string?)schema["type"] is { } type && !IsOf(type, value))
        {
            faults.Add($"{at} is no {type}");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            faults.Add($"{at} may not be {value?.ToJsonString()}");
        }

        switch (value)
        {
            case JsonObject members:
                foreach (var (name, member) in members)
                {
                    var place = at.Length == 0 ? name : $"{at}.{name}";
                    if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject inner)
                    {
                        Check(inner, member, place, faults);
                    }
                    else
                    {
                        faults.Add($"{place} is not published");
                    }
                }

                break;
            case JsonArray items when schema["items"] is JsonObject inner:
                foreach (var item in items)
                {
                    Check(inner, item, $"{at}[]", faults);
                }

                break;
        }
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value) switch
    {
        ("object", JsonObject) or ("array", JsonArray) => true,
        ("string", JsonValue text) => text.TryGetValue<string>(out _),
        ("boolean", JsonValue flag) => flag.TryGetValue<bool>(out _),
        ("integer", JsonValue number) => number.TryGetValue<long>(out _) || number.TryGetValue<int>(out _),
        _ => false,
    };
}
