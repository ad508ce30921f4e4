using System.Buffers;

namespace TaskRelay.Contracts.Redaction;

/// <summary>A private key in its armour, whole or without its end, its lines parted by line breaks or by <c>\n</c> as in JSON.</summary>
internal static class KeyBlock
{
    private const int Longest = 1 << 14;
    private const int LeastBody = 20;
    private const string Begin = "-----BEGIN ";
    private const string Kind = "PRIVATE KEY";
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    public static TokenMatch At(ReadOnlySpan<char> text, int at)
    {
        var block = text[at..Math.Min(text.Length, at + Longest)];
        var isCut = at + block.Length == text.Length;
        var armour = block[Begin.Length..Math.Min(block.Length, 80)].IndexOf("-----");
        if (armour < 0) return new(at, at, false, at + 1, block.Length < 80 && isCut && !block.ContainsAny('\n', '"') ? at : null);
        armour += Begin.Length;
        if (!block[..armour].Contains(Kind, StringComparison.Ordinal)) return new(at, at, false, at + 1, null);

        var (end, body, isComplete) = Body(block, armour + 5);
        var isSecret = body >= LeastBody;
        return new(at, at + end, isSecret, isSecret ? at + end : at + 1, !isComplete && isCut ? at : null);
    }

    /// <summary>Reads line by line while the lines can be a key's; returns the end, the characters of the key, and whether it is known to have ended.</summary>
    private static (int End, int Body, bool IsComplete) Body(ReadOnlySpan<char> block, int at)
    {
        var (end, body) = (at, 0);
        while (true)
        {
            at = SkipBreaks(block, at);
            if (at >= block.Length) return (end, body, false);
            var line = block[at..LineEnd(block, at)];
            if (line.StartsWith("-----END "))
            {
                var close = line[9..].IndexOf("-----");
                if (close >= 0) return (at + 9 + close + 5, body, true);
                return (end, body, at + line.Length < block.Length);
            }

            var key = line.IndexOfAnyExcept(Base64) is var other && other < 0 ? line.Length : other;
            var isLast = at + line.Length == block.Length;
            // "Proc-Type: 4,ENCRYPTED" and the like stand before the body.
            if (key < line.Length && !(body == 0 && IsHeader(line)) && !(isLast && "-----END ".AsSpan().StartsWith(line[..Math.Min(9, line.Length)])))
                return (key > 0 && body + key >= LeastBody ? at + key : end, body + key, true);
            if (key == line.Length)
            {
                body += key;
                end = at + key;
            }

            at += line.Length;
        }
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => char.IsAsciiLetter(line[0]) && line.Contains(": ", StringComparison.Ordinal);

    private static int SkipBreaks(ReadOnlySpan<char> block, int at)
    {
        while (at < block.Length)
        {
            if (block[at] is '\n' or '\r' or ' ' or '\t') at++;
            else if (block[at] == '\\') at += at + 1 < block.Length && block[at + 1] is 'n' or 'r' ? 2 : 1;
            else break;
        }

        return at;
    }

    private static int LineEnd(ReadOnlySpan<char> block, int at)
    {
        var length = block[at..].IndexOfAny('\n', '\r', '\\');
        return length < 0 ? block.Length : at + length;
    }
}
