using System.Buffers;
using System.Text;
using TaskRelay.Web.Commonmark;

namespace TaskRelay.Web.Prompts;

/// <summary>
/// Takes out of a GitHub text what a person reading the page would not see: an agent must not obey what no maintainer
/// could read. Code keeps its letters, HTML comments in it too, because the page shows them.
/// </summary>
internal static class HiddenContent
{
    // What is left of a text may hide something anew, such as "<!" and "--" that stood on both sides of a comment. Each
    // round finds what the one before it uncovered; who needs more of them wants to hide something.
    private const int MostRounds = 12;

    private static readonly SearchValues<char> Markup = SearchValues.Create("<&[");

    /// <summary>The visible part of a Markdown text, with <c>\n</c> for every line break. Once more changes nothing.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="removed">Is told what was taken out.</param>
    public static VisibleText Remove(string markdown, RemovedContent? removed = null)
    {
        var whole = markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var text = whole;
        for (var round = 1; ; round++)
        {
            var visible = RemoveOnce(text, removed);
            if (visible.Length == text.Length)
                return new(text, whole.Length - text.Length);
            text = round % MostRounds == 0 ? WithoutMarkup(visible, removed) : visible;
        }
    }

    /// <summary>The visible part of a text that is no Markdown, such as a title: only characters may be invisible in it.</summary>
    public static VisibleText RemoveFromPlainText(string text, RemovedContent? removed = null)
    {
        var visible = Keep(text, null, removed);
        return new(visible, text.Length - visible.Length);
    }

    private static string RemoveOnce(string text, RemovedContent? removed)
    {
        var hasDefinitions = text.Contains("]:", StringComparison.Ordinal);
        var marks = MarkdownScanner.Scan(text, ScanPurpose.HiddenContent, block => UnseenText.Mark(block, hasDefinitions));
        UnusedFootnotes.Mark(text, marks);
        return Keep(text, marks, removed);
    }

    private static string Keep(string text, TextMark[]? marks, RemovedContent? removed)
    {
        var visible = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            var mark = marks?[at] ?? TextMark.Code;
            var entity = 0;
            var character = rune;
            if ((mark & TextMark.Code) == 0)
                entity = InvisibleCharacters.Entity(text.AsSpan(at), out character);
            if (entity > 0)
                length = entity;
            HiddenKind? why = (mark & TextMark.Hidden) != 0 ? KindOf(mark)
                : !isWhole ? HiddenKind.LoneSurrogate
                : entity > 0 || InvisibleCharacters.Contains(rune) ? InvisibleCharacters.KindOf(entity > 0 ? character : rune)
                : null;
            if (why is { } kind)
                removed?.Add(kind, text, at, length);
            else
                visible.Append(text, at, length);
            at += length;
        }
        removed?.EndText();
        return visible.ToString();
    }

    private static string WithoutMarkup(string text, RemovedContent? removed)
    {
        var visible = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (Markup.Contains(text[at]))
                removed?.Add(HiddenKind.Nested, text, at, 1);
            else
                visible.Append(text[at]);
        }
        removed?.EndText();
        return visible.ToString();
    }

    private static HiddenKind KindOf(TextMark mark) =>
        Has(mark, TextMark.Comment) ? HiddenKind.HtmlComment
        : Has(mark, TextMark.Footnote) ? HiddenKind.Footnote
        : Has(mark, TextMark.Declaration) ? HiddenKind.HtmlDeclaration
        : Has(mark, TextMark.AlternativeText) ? HiddenKind.AlternativeText
        : Has(mark, TextMark.Title) ? HiddenKind.Title
        : Has(mark, TextMark.Attribute) ? HiddenKind.HtmlAttribute
        : Has(mark, TextMark.Definition) ? HiddenKind.LinkDefinition
        : Has(mark, TextMark.Address) ? HiddenKind.LinkAddress
        : Has(mark, TextMark.CodeInfo) ? HiddenKind.CodeInfo
        : HiddenKind.HtmlElement;

    private static bool Has(TextMark mark, TextMark one) => (mark & one) != 0;
}
