using System.Text;

namespace TaskRelay.Web.Security;

/// <summary>Decides whether an address that a caller gave leads back into this site and nowhere else.</summary>
public static class LocalPath
{
    private const int MaxLength = 2000;

    /// <summary>The path, in a form that a header can carry, when it is local; else <c>/</c>.</summary>
    public static string OrRoot(string? path) => IsLocal(path) && Encoded(path!) is { Length: <= MaxLength } encoded ? encoded : "/";

    /// <summary>
    /// One leading slash and no empty segment: browsers read <c>//host</c> and <c>/\host</c> as another site, drop tabs
    /// and line breaks before they look, and make <c>//host</c> of <c>/..//host</c>.
    /// </summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..]
        && !BeforeQuery(path).Contains("//", StringComparison.Ordinal)
        && !path.Contains('\\')
        && !path.Any(char.IsControl)
        && path.Length <= MaxLength;

    private static ReadOnlySpan<char> BeforeQuery(string path) =>
        path.AsSpan(0, path.IndexOfAny(['?', '#']) is >= 0 and var end ? end : path.Length);

    /// <summary>Blanks, quotes, angle brackets and everything beyond ASCII as percent codes; null for text that is no Unicode.</summary>
    private static string? Encoded(string path)
    {
        var encoded = new StringBuilder(path.Length);
        for (var at = 0; at < path.Length;)
        {
            if (!Rune.TryGetRuneAt(path, at, out var rune))
            {
                return null;
            }

            encoded.Append(rune.IsAscii && rune.Value is not (' ' or '"' or '<' or '>') ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
            at += rune.Utf16SequenceLength;
        }

        return encoded.ToString();
    }
}
