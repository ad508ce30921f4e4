using System.Globalization;
using System.Text;

namespace TaskRelay.Web.Prompts;

/// <summary>
/// Characters that nobody sees. Judged by class, not by a list of known tricks: what Unicode lets every font ignore
/// (Default_Ignorable_Code_Point), every format and control character but line feed and tab, and lone surrogates.
/// </summary>
internal static class InvisibleCharacters
{
    // Default_Ignorable_Code_Point, as far as it isn't of category Cf. .NET knows categories but not this property.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2060, 0x206F), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    private static readonly string[] Entities =
    [
        "shy", "zwj", "zwnj", "lrm", "rlm", "NoBreak", "af", "ApplyFunction", "it", "InvisibleTimes", "ic", "InvisibleComma",
        "ZeroWidthSpace", "NegativeVeryThinSpace", "NegativeThinSpace", "NegativeMediumSpace", "NegativeThickSpace",
    ];

    /// <summary>Which kind of unseen character it is.</summary>
    public static HiddenKind KindOf(Rune rune) => rune.Value switch
    {
        0xAD or 0x180E or 0x200B or 0x200C or 0x200D or (>= 0x2060 and <= 0x2064) or 0xFEFF => HiddenKind.ZeroWidth,
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => HiddenKind.Bidi,
        >= 0xE0000 and <= 0xE007F => HiddenKind.TagCharacter,
        (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => HiddenKind.VariationSelector,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control ? HiddenKind.Control : HiddenKind.OtherInvisible,
    };

    /// <summary>Whether nobody sees it. The replacement character is seen.</summary>
    public static bool Contains(Rune rune)
    {
        if (rune.Value is '\n' or '\t')
            return false;
        // Noncharacters: no text may hold one, and no font shows it.
        if (rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
            return true;
        foreach (var (first, last) in Ignorable)
            if (rune.Value >= first && rune.Value <= last)
                return true;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;
    }

    /// <summary>Length of the HTML entity at the beginning that stands for an invisible character, or 0.</summary>
    public static int Entity(ReadOnlySpan<char> text, out Rune character)
    {
        character = new('\u200B');
        if (text[0] != '&')
            return 0;
        // The longest name has 21 letters; a number may have as many zeros before it.
        var end = text[..Math.Min(text.Length, 32)].IndexOf(';');
        if (end < 2)
            return 0;
        var name = text[1..end];
        if (name[0] != '#')
        {
            foreach (var entity in Entities)
                if (name.SequenceEqual(entity))
                    return end + 1;
            return 0;
        }
        var isNumber = name.Length > 1 && name[1] is 'x' or 'X'
            ? int.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!isNumber || !Rune.IsValid(value))
            return 0;
        character = new(value);
        return Contains(character) ? end + 1 : 0;
    }
}
