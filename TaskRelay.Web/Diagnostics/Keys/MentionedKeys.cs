using System.Text.RegularExpressions;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Finds the keys of the configuration that a text speaks of, so that they can be copied from it.</summary>
public static partial class MentionedKeys
{
    /// <summary>Each once, in the order of the text, as it is documented.</summary>
    public static IReadOnlyList<string> In(string? text) => string.IsNullOrEmpty(text)
        ? []
        : [.. Candidate().Matches(text).Select(match => KnownKeys.Find(match.Value)?.Name).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>A key as the name of an environment variable.</summary>
    public static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Names with colons, and the two keys that have none.</summary>
    [GeneratedRegex(@"\b(?:[A-Z][A-Za-z]+(?::[A-Za-z0-9_-]+)+|PublicUrl|Administrators)\b")]
    private static partial Regex Candidate();
}
