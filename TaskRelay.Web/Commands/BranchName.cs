using System.Globalization;
using System.Text;

namespace TaskRelay.Web.Commands;

/// <summary>Names that git takes for a branch, and that no command line takes for an option.</summary>
public static class BranchName
{
    /// <summary>Longest name in bytes: with <c>.lock</c> behind it, it is still a file's name.</summary>
    public const int MaxBytes = 250;

    private const string Forbidden = " ~^:?*[\\\u007F";

    /// <summary>
    /// Whether <c>git check-ref-format --branch</c> agrees. Also refused: <c>HEAD</c>, which git makes no branch of, and
    /// characters that nobody sees, because a name is judged by its looks.
    /// </summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 }
        && Encoding.UTF8.GetByteCount(name) <= MaxBytes
        && name is not ("@" or "HEAD")
        && name[0] != '-'
        && name[^1] != '.'
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name.EnumerateRunes().All(IsAllowed)
        && name.Split('/').All(IsComponent);

    private static bool IsComponent(string component) =>
        component.Length > 0 && component[0] != '.' && !component.EndsWith(".lock", StringComparison.Ordinal);

    private static bool IsAllowed(Rune rune) =>
        rune != Rune.ReplacementChar
        && !Forbidden.Contains(rune.ToString(), StringComparison.Ordinal)
        && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
