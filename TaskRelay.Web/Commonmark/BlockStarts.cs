using System.Collections.Frozen;

namespace TaskRelay.Web.Commonmark;

/// <summary>Recognizes what a line begins, as CommonMark and GitHub's extension of it have it. Each looks at one line only.</summary>
internal static class BlockStarts
{
    private static readonly FrozenSet<string> BlockTags = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
        "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend",
        "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul");

    private static readonly string[] VerbatimTags = ["pre", "script", "style", "textarea"];

    /// <summary>Length of the fence that the line opens, or 0.</summary>
    public static int Fence(ReadOnlySpan<char> line)
    {
        var length = Run(line);
        // Backticks behind the opening ones make the line a code span.
        return length < 3 || line[0] is not ('`' or '~') || (line[0] == '`' && line[length..].Contains('`')) ? 0 : length;
    }

    /// <summary>Length of the fence that the line opens, and of the first word behind it.</summary>
    public static int FenceAndLanguage(ReadOnlySpan<char> line, int fence)
    {
        var at = fence;
        while (at < line.Length && line[at] is ' ' or '\t')
            at++;
        while (at < line.Length && line[at] is not (' ' or '\t'))
            at++;
        return at;
    }

    /// <summary>Whether the line closes a fence of this character and length.</summary>
    public static bool ClosesFence(ReadOnlySpan<char> line, char fence, int length) =>
        !line.IsEmpty && line[0] == fence && Run(line) >= length && IsBlank(line[Run(line)..]);

    /// <summary><c>#</c> to <c>######</c> and a space, or nothing more.</summary>
    public static bool Heading(ReadOnlySpan<char> line) =>
        line[0] == '#' && Run(line) is var length && length <= 6 && (line.Length == length || line[length] is ' ' or '\t');

    /// <summary>The line that makes a heading of the paragraph above.</summary>
    public static bool Underline(ReadOnlySpan<char> line) => line[0] is '=' or '-' && IsBlank(line[Run(line)..]);

    /// <summary>Three or more of <c>-</c>, <c>*</c> or <c>_</c>.</summary>
    public static bool ThematicBreak(ReadOnlySpan<char> line)
    {
        if (line[0] is not ('-' or '*' or '_'))
            return false;
        var count = 0;
        foreach (var character in line)
        {
            if (character == line[0])
                count++;
            else if (character is not (' ' or '\t'))
                return false;
        }
        return count >= 3;
    }

    /// <summary>Length of the list marker at the beginning, or 0.</summary>
    /// <param name="line">From the first character that is no white space.</param>
    /// <param name="inParagraph">Within a paragraph only an item with content begins a list, and only one numbered 1.</param>
    public static int ListMarker(ReadOnlySpan<char> line, bool inParagraph)
    {
        int length;
        if (line[0] is '-' or '+' or '*')
        {
            length = 1;
        }
        else
        {
            var digits = line.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9 || line[digits] is not ('.' or ')') || (inParagraph && !line[..digits].SequenceEqual("1")))
                return 0;
            length = digits + 1;
        }
        if (line.Length > length && line[length] is not (' ' or '\t'))
            return 0;
        return inParagraph && IsBlank(line[length..]) ? 0 : length;
    }

    /// <summary>What ends the HTML block that the line begins: a text to find, empty for a blank line, or null where it begins none.</summary>
    public static string? HtmlBlock(ReadOnlySpan<char> line, bool inParagraph)
    {
        if (line.Length < 2 || line[0] != '<')
            return null;
        if (line.StartsWith("<!--"))
            return "-->";
        if (line[1] == '?')
            return "?>";
        if (line.StartsWith("<![CDATA["))
            return "]]>";
        if (line.Length > 2 && line[1] == '!' && char.IsAsciiLetter(line[2]))
            return ">";
        var name = TagName(line[(line[1] == '/' ? 2 : 1)..]);
        var behind = line[((line[1] == '/' ? 2 : 1) + name.Length)..];
        var ends = behind.IsEmpty || behind[0] is ' ' or '\t' or '>';
        foreach (var tag in VerbatimTags)
            if (ends && line[1] != '/' && name.Equals(tag, StringComparison.OrdinalIgnoreCase))
                return "</" + tag + ">";
        if ((ends || behind.StartsWith("/>")) && BlockTags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            return "";
        return !inParagraph && HtmlTag.Read(line, 0) is var end && end > 0 && IsBlank(line[end..]) ? "" : null;
    }

    /// <summary>Whether the line holds the end of a block of verbatim text; any of the four ends any.</summary>
    public static bool EndsVerbatim(ReadOnlySpan<char> line)
    {
        foreach (var tag in VerbatimTags)
            if (line.Contains("</" + tag + ">", StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>Whether nothing but spaces and tabs is in it.</summary>
    public static bool IsBlank(ReadOnlySpan<char> line) => line.IndexOfAnyExcept(' ', '\t') < 0;

    private static int Run(ReadOnlySpan<char> line) =>
        line.IndexOfAnyExcept(line[0]) is var other && other < 0 ? line.Length : other;

    private static ReadOnlySpan<char> TagName(ReadOnlySpan<char> line)
    {
        var length = 0;
        while (length < line.Length && char.IsAsciiLetterOrDigit(line[length]))
            length++;
        return line[..length];
    }
}
