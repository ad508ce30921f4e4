using System.Buffers;

namespace TaskRelay.Contracts.Redaction;

/// <summary>What stands at one place where a credential may begin.</summary>
/// <param name="Begin">First character to replace.</param>
/// <param name="End">After the last one.</param>
/// <param name="IsSecret">Whether the range is to be replaced.</param>
/// <param name="Resume">Where to look on.</param>
/// <param name="OpenFrom">From here on more text could change the judgement; null where nothing could.</param>
internal readonly record struct TokenMatch(int Begin, int End, bool IsSecret, int Resume, int? OpenFrom)
{
    private const int LongestJsonWebToken = 1 << 14;
    private const string Word = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> WordChars = SearchValues.Create(Word + "_");
    private static readonly SearchValues<char> UrlSafe = SearchValues.Create(Word + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Word + "_-.");
    private static readonly SearchValues<char> Macaroon = SearchValues.Create(Word + "_-+/=,");
    private static readonly SearchValues<char> Header = SearchValues.Create(Word + "_-.~+/=");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Word + "+/=_-");

    private static TokenMatch None => default;

    /// <param name="text">The text.</param>
    /// <param name="at">Where one of the beginnings stands.</param>
    /// <param name="afterSecret">What stands before is replaced, so it can't be part of this word.</param>
    public static TokenMatch At(ReadOnlySpan<char> text, int at, bool afterSecret)
    {
        var here = text[at..];
        var before = at == 0 || afterSecret ? ' ' : text[at - 1];
        return here switch
        {
            ['g', 'h', _, '_', ..] => Token(text, at, 4, Dotted, !WordChars.Contains(before), static b => b.Length >= 8),
            ['g', 'i', ..] when here.StartsWith("github_pat_") => Token(text, at, 11, WordChars, !WordChars.Contains(before), static b => b.Length >= 8),
            ['t', 'r', 't' or 'l' or 'a', '_', ..] => Token(text, at, 4, UrlSafe, !WordChars.Contains(before), static b => b.Length >= 40),
            ['s', 'k', '-', 'a', 'n', 't', '-', ..] => Token(text, at, 7, UrlSafe, !UrlSafe.Contains(before), static b => b.Length >= 10 && HasDigit(b)),
            ['s', 'k', '-', ..] => Token(text, at, 3, UrlSafe, !UrlSafe.Contains(before), IsRandom),
            ['F', 'l', ..] when here.StartsWith("FlyV1 ") => Token(text, at, 6, Macaroon, !WordChars.Contains(before), static b => b.Length >= 8 && HasDigit(b)),
            ['f', 'm', ..] => Token(text, at, here.IndexOf('_') + 1, Macaroon, !WordChars.Contains(before), static b => b.Length >= 16),
            ['e', 'y', 'J', ..] => JsonWebToken(text, at, !UrlSafe.Contains(before)),
            ['A', 'K' or 'S', 'I', 'A', ..] => Token(text, at, 4, WordChars, !WordChars.Contains(before), static b => b.Length == 16 && b.IndexOfAnyInRange('a', 'z') < 0),
            ['A', 'I', 'z', 'a', ..] => Token(text, at, 4, UrlSafe, !WordChars.Contains(before), static b => b.Length >= 30),
            ['B' or 'b', 'e' or 'E', ..] => AfterWord(text, at, 7, Header, !char.IsAsciiLetterOrDigit(before), static b => b.Length >= 16 && b.IndexOfAnyExceptInRange('a', 'z') >= 0),
            ['B' or 'b', 'a' or 'A', ..] => AfterWord(text, at, 6, Base64, !char.IsAsciiLetterOrDigit(before), IsUserAndPassword),
            ['-', ..] => KeyBlock.At(text, at),
            ['x' or 'X', ..] => UrlCredentials.AfterUser(text, at, "x-access-token:".Length),
            [':', '/', '/', ..] => UrlCredentials.AfterScheme(text, at),
            _ => None,
        };
    }

    /// <summary>A beginning, then the token's characters; in the middle of a word it is none.</summary>
    private static TokenMatch Token(
        ReadOnlySpan<char> text, int at, int prefix, SearchValues<char> chars, bool atBoundary, Func<ReadOnlySpan<char>, bool> judge)
    {
        if (!atBoundary) return None;
        var (end, trimmed) = Run(text, at + prefix, chars);
        var isSecret = judge(text[(at + prefix)..trimmed]);
        return new(at, trimmed, isSecret, isSecret ? trimmed : at + 1, end == text.Length ? at : null);
    }

    private static TokenMatch AfterWord(ReadOnlySpan<char> text, int at, int prefix, SearchValues<char> chars, bool atBoundary, Func<ReadOnlySpan<char>, bool> judge)
    {
        if (!atBoundary) return None;
        var begin = at + prefix;
        var (end, trimmed) = Run(text, begin, chars);
        var isHeader = text[Math.Max(0, at - 20)..at].Contains("uthorization", StringComparison.OrdinalIgnoreCase);
        var isSecret = trimmed > begin && (isHeader || judge(text[begin..trimmed]));
        return new(begin, trimmed, isSecret, at + 1, end == text.Length ? at : null);
    }

    private static TokenMatch JsonWebToken(ReadOnlySpan<char> text, int at, bool atBoundary)
    {
        if (!atBoundary) return None;
        // Bounded, or a text of nothing but beginnings would take time by its square.
        var (end, trimmed) = Run(text[..Math.Min(text.Length, at + LongestJsonWebToken)], at, Dotted);
        var dot = text[at..trimmed].IndexOf('.');
        var isSecret = dot >= 10 && trimmed - at >= dot + 11;
        return new(at, trimmed, isSecret, isSecret ? trimmed : at + 3, end == text.Length ? at : null);
    }

    /// <summary>The run of characters, and the same without the punctuation that ends a sentence or a list.</summary>
    private static (int End, int Trimmed) Run(ReadOnlySpan<char> text, int from, SearchValues<char> chars)
    {
        var length = text[from..].IndexOfAnyExcept(chars);
        if (length < 0) length = text.Length - from;
        return (from + length, from + text.Slice(from, length).TrimEnd(".,-").Length);
    }

    private static bool HasDigit(ReadOnlySpan<char> body) => body.IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Style sheets are full of names such as <c>sk-fading-circle</c>: a key has one long part with digits.</summary>
    private static bool IsRandom(ReadOnlySpan<char> body)
    {
        foreach (var part in body.SplitAny('-', '_'))
            if (body[part].Length >= 16 && HasDigit(body[part]))
                return true;
        return body.Length >= 32 && HasDigit(body) && body.IndexOfAnyInRange('A', 'Z') >= 0;
    }

    private static bool IsUserAndPassword(ReadOnlySpan<char> body)
    {
        if (body.Length < 8) return false;
        var padded = body.TrimEnd("=").ToString().Replace('-', '+').Replace('_', '/');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) && bytes.AsSpan(0, length).Contains((byte)':')
            && bytes.AsSpan(0, length).IndexOfAnyInRange((byte)0, (byte)31) < 0;
    }
}
