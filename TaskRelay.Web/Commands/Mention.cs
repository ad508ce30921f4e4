using System.Globalization;
using System.Text;

namespace TaskRelay.Web.Commands;

/// <summary>
/// Where a text names somebody. Only ASCII letters are the name's: what merely looks like them (Cyrillic, full-width,
/// with an invisible character inside) is another name.
/// </summary>
internal static class Mention
{
    /// <summary>Position of the next <c>@name</c>, in any case, or -1.</summary>
    public static int Find(string body, int start, string mention)
    {
        // The ordinal comparison folds beyond ASCII (the Kelvin sign is a K to it), so the letters are compared here.
        for (var at = body.IndexOf('@', start); at >= 0; at = body.IndexOf('@', at + 1))
            if (Ascii.EqualsIgnoreCase(body.AsSpan(at + 1, Math.Min(mention.Length, body.Length - at - 1)), mention))
                return at;
        return -1;
    }

    /// <summary>Whether somebody is spoken to: the name ends here, and white space, a comma, a colon or nothing follows.</summary>
    public static bool IsAddress(string body, int end) => IsSpace(body, end) || (IsSeparator(body, end) && IsSpace(body, end + 1));

    /// <summary>Position behind the comma or colon that some put behind a name.</summary>
    public static int SkipSeparator(string body, int end) => IsSeparator(body, end) ? end + 1 : end;

    /// <summary>Whether this is the name and no part of a longer one, an address or a path.</summary>
    public static bool IsPlain(string body, int at, int end) => !JoinsBefore(body, at) && !JoinsBehind(body, end);

    private static bool IsSpace(string body, int at) => at >= body.Length || char.IsWhiteSpace(body[at]);

    private static bool IsSeparator(string body, int at) => at < body.Length && body[at] is ',' or ':';

    private static bool JoinsBefore(string body, int at)
    {
        if (at == 0)
            return false;
        if (body[at - 1] is '_' or '.' or '-' or '+' or '/' or '\\' or '@' or '#' or '=' or '&' or '%' or '$' or '`')
            return true;
        Rune.DecodeLastFromUtf16(body.AsSpan(0, at), out var before, out _);
        // Invisible characters join nothing: "\u200B@name" is told that it isn't at the beginning.
        return IsWord(before);
    }

    private static bool JoinsBehind(string body, int end)
    {
        if (end >= body.Length)
            return false;
        if (body[end] is '_' or '-' or '/' or '\\' or '@' or '`')
            return true;
        // "@name." ends a sentence, "@name.dev" is a host.
        var at = body[end] is '.' ? end + 1 : end;
        Rune.DecodeFromUtf16(body.AsSpan(at), out var behind, out _);
        return IsWord(behind) || Rune.GetUnicodeCategory(behind) == UnicodeCategory.Format;
    }

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
