using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Settings.Editing;

/// <summary>
/// Settings as leaves, each under the path that the API tells faults by, such as <c>agents.claude.model</c>, and each as
/// the text of a field: nothing is an empty text, a list has a line for each. Pure.
/// </summary>
public static class ConfigLeaves
{
    private static readonly char[] Between = ['\n', ',', ' ', '\t'];

    /// <summary>All of it, as the API shows it.</summary>
    public static JsonObject Of(ConfigView view) => JsonSerializer.SerializeToNode(view, RelayJson.Options)!.AsObject();

    /// <summary>A leaf's text; empty where it is null or not there.</summary>
    public static string Read(JsonObject config, string path)
    {
        var (parent, name) = Find(config, path);
        return parent?[name] switch
        {
            null => "",
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonArray list => string.Join('\n', list.Select(item => item?.GetValue<string>())),
            var other => other.ToJsonString(),
        };
    }

    /// <summary>
    /// Writes a field's text in the form that the leaf has. What is no number is written as it is: whoever judges the
    /// whole says so. False where there is no such leaf any more, as for an agent that is gone.
    /// </summary>
    public static bool Write(JsonObject config, string path, string text)
    {
        var (parent, name) = Find(config, path);
        if (parent is null || !parent.ContainsKey(name))
        {
            return false;
        }

        parent[name] = parent[name]?.GetValueKind() switch
        {
            JsonValueKind.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(text),
            JsonValueKind.True or JsonValueKind.False => JsonValue.Create(text == "true"),
            JsonValueKind.Array => new JsonArray([.. text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => JsonValue.Create(item))]),
            _ => text.Length == 0 ? null : JsonValue.Create(text),
        };
        return true;
    }

    /// <summary>Names of agents may hold dots: what stands between the first and the last is one name.</summary>
    private static (JsonObject? Parent, string Name) Find(JsonObject config, string path)
    {
        var (first, last) = (path.IndexOf('.', StringComparison.Ordinal), path.LastIndexOf('.'));
        if (first < 0)
        {
            return (config, path);
        }

        var parent = config[path[..first]] as JsonObject;
        return (first == last ? parent : parent?[path[(first + 1)..last]] as JsonObject, path[(last + 1)..]);
    }
}
