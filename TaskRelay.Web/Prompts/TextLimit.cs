using System.Text;

namespace TaskRelay.Web.Prompts;

/// <summary>
/// How much of a text goes into a prompt. Bytes count beside characters, because a whole prompt must fit the 128 KiB
/// that Linux grants one argument, whatever the script.
/// </summary>
internal readonly record struct TextLimit(int Characters, int Bytes)
{
    /// <summary>The text, or its beginning; never half of a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="left">How many characters were left out.</param>
    public string Cut(string text, out int left)
    {
        left = 0;
        if (text.Length <= Characters && Encoding.UTF8.GetByteCount(text) <= Bytes)
            return text;
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (length + rune.Utf16SequenceLength > Characters || bytes > Bytes)
                break;
            length += rune.Utf16SequenceLength;
        }
        left = text.Length - length;
        return text[..length];
    }
}
