using System.Text;

namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// Says whether a secret's value stands in content that is about to leave: in any of its forms, whole or a part of
/// ten characters, also broken over lines. Public parts, such as a token's prefix, are not enough.
/// Safe for use by several threads.
/// </summary>
/// <param name="secrets">The values; those under six characters are not looked for.</param>
public sealed class SecretScanner(IEnumerable<string> secrets)
{
    private const int MinSecretLetters = 8;
    private const int Block = 1 << 18;
    // Longer than the longest part that must be seen at once, line breaks included.
    private const int Overlap = 1 << 12;
    private readonly SecretIndex _index = new(secrets, MinSecretLetters);

    /// <summary>Whether any secret stands in the text.</summary>
    public bool IsFoundIn(string text)
    {
        if (Find(text)) return true;
        // Also as a terminal would show it. Not only so: what a terminal hides is in the file all the same.
        var shown = new EscapeStripper().Strip(text);
        return shown.Length != text.Length && Find(shown);
    }

    /// <summary>The same over a file's bytes, be they UTF-8, UTF-16 or no text at all.</summary>
    public bool IsFoundIn(ReadOnlySpan<byte> bytes)
    {
        if (_index.IsEmpty) return false;
        for (var start = 0; start < bytes.Length; start += Block - Overlap)
        {
            var block = bytes[start..Math.Min(bytes.Length, start + Block)];
            // Each byte as one character: right for ASCII, and for what is no text; the index holds such forms too.
            if (IsFoundIn(Encoding.Latin1.GetString(block))) return true;
            if (!Ascii.IsValid(block) && IsFoundIn(Encoding.UTF8.GetString(block))) return true;
        }

        return false;
    }

    private bool Find(string text)
    {
        using var compact = new CompactText(text);
        return _index.Find(compact.Text, null);
    }
}
