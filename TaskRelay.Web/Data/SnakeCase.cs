using System.Text.Json;

namespace TaskRelay.Web.Data;

/// <summary>Enum values in the form in which they travel and are stored: lower snake case.</summary>
public static class SnakeCase
{
    /// <summary><c>TimedOut</c> → <c>timed_out</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The reverse; null when no value has that name.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum => text is not null && Names<T>.ByName.TryGetValue(text, out var value) ? value : null;

    /// <summary>A member name as a column name.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(value => value, value => Of(value.ToString()));

        public static readonly Dictionary<string, T> ByName =
            ByValue.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
