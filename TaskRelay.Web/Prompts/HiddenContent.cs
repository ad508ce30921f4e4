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
    /// <summary>The visible part of a Markdown text, with <c>\n</c> for every line break.</summary>
    public static VisibleText Remove(string markdown)
    {
        var text = markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var hasDefinitions = text.Contains("]:", StringComparison.Ordinal);
        var marks = MarkdownScanner.Scan(text, ScanPurpose.HiddenContent, block => UnseenText.Mark(block, hasDefinitions));
        return Keep(text, marks);
    }

    /// <summary>The visible part of a text that is no Markdown, such as a title: only characters may be invisible in it.</summary>
    public static VisibleText RemoveFromPlainText(string text) => Keep(text, null);

    private static VisibleText Keep(string text, TextMark[]? marks)
    {
        var visible = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            var mark = marks?[at] ?? TextMark.Code;
            var entity = (mark & TextMark.Code) == 0 ? InvisibleCharacters.Entity(text.AsSpan(at)) : 0;
            if (entity > 0)
                length = entity;
            else if (isWhole && (mark & TextMark.Hidden) == 0 && !InvisibleCharacters.Contains(rune))
                visible.Append(text, at, length);
            at += length;
        }
        return new(visible.ToString(), text.Length - visible.Length);
    }
}
