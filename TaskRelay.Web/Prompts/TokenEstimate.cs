using System.Text;

namespace TaskRelay.Web.Prompts;

/// <summary>
/// How many tokens a text is to a model, roughly and alike for all of them: four ASCII characters, two letters of another
/// alphabet, or one sign of any other script to a token, two tokens for what lies beyond (emoji). Never less than a
/// quarter of the text's UTF-8 bytes, so that a limit in tokens bounds bytes too.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>The estimate, rounded up.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var quarters = 0;
        foreach (var rune in text.EnumerateRunes())
            quarters += Quarters(rune);
        return (quarters + 3) / 4;
    }

    /// <summary>The text, or its beginning of at most so many tokens; never half of a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">At most so many.</param>
    /// <param name="left">How many characters were left out.</param>
    public static string Cut(string text, int tokens, out int left)
    {
        var (length, quarters) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            quarters += Quarters(rune);
            if (quarters > tokens * 4)
                break;
            length += rune.Utf16SequenceLength;
        }
        left = text.Length - length;
        return text[..length];
    }

    private static int Quarters(Rune rune) => rune.Utf8SequenceLength switch { 1 => 1, 2 => 2, 3 => 4, _ => 8 };
}
