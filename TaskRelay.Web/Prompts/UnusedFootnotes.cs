using TaskRelay.Web.Commonmark;

namespace TaskRelay.Web.Prompts;

/// <summary>Marks footnotes that nothing refers to: GitHub leaves them out of the page.</summary>
internal static class UnusedFootnotes
{
    private const string Opening = "[^";
    private const int LongestLabel = 200;

    public static void Mark(string text, TextMark[] marks)
    {
        if (!text.Contains(Opening, StringComparison.Ordinal))
            return;
        var lines = TextLine.All(text).ToList();
        var definitions = new Dictionary<int, string>();
        foreach (var line in lines)
        {
            var start = TextStart(text, line);
            if (IsPlain(marks, start) && Label(text, start) is { } label && text.AsSpan(start + Opening.Length + label.Length).StartsWith("]:"))
                definitions[start] = label;
        }
        if (definitions.Count == 0)
            return;
        var used = Used(text, marks, definitions);
        var isInside = false;
        var isAfterBlank = false;
        foreach (var line in lines)
        {
            var start = TextStart(text, line);
            if (definitions.TryGetValue(start, out var label))
                (isInside, isAfterBlank) = (!used.Contains(label), false);
            else if (start == line.End)
                isAfterBlank = true;
            else
                (isInside, isAfterBlank) = (isInside && GoesOn(text, line, start, isAfterBlank), false);
            if (isInside && start < line.End)
                marks.AsSpan(line.Start..line.End).Fill(TextMark.Hidden | TextMark.Footnote);
        }
    }

    /// <summary>Whether the line belongs to the footnote above: indented, or the rest of its paragraph.</summary>
    private static bool GoesOn(string text, TextLine line, int start, bool isAfterBlank)
    {
        var rest = text.AsSpan(start, line.End - start);
        var isIndented = text.AsSpan(line.Start, start - line.Start) is var indent && (indent.Contains('\t') || indent.Length >= 4);
        return isIndented
            || (!isAfterBlank
                && BlockStarts.Fence(rest) == 0 && !BlockStarts.Heading(rest) && !BlockStarts.ThematicBreak(rest)
                && BlockStarts.ListMarker(rest, inParagraph: true) == 0 && BlockStarts.HtmlBlock(rest, inParagraph: true) is null);
    }

    private static HashSet<string> Used(string text, TextMark[] marks, Dictionary<int, string> definitions)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = text.IndexOf(Opening, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Opening, at + 1, StringComparison.Ordinal))
        {
            if (!definitions.ContainsKey(at) && IsPlain(marks, at) && (at == 0 || text[at - 1] != '\\') && Label(text, at) is { } label)
                used.Add(label);
        }
        return used;
    }

    private static string? Label(string text, int start)
    {
        if (start >= text.Length || !text.AsSpan(start).StartsWith(Opening))
            return null;
        var rest = text.AsSpan(start + Opening.Length, Math.Min(LongestLabel, text.Length - start - Opening.Length));
        var end = rest.IndexOfAny("[] \t\n");
        return end > 0 && rest[end] == ']' ? rest[..end].ToString() : null;
    }

    private static int TextStart(string text, TextLine line)
    {
        var at = line.Start;
        while (at < line.End && text[at] is ' ' or '\t' or '>')
            at++;
        return at;
    }

    private static bool IsPlain(TextMark[] marks, int at) => at < marks.Length && (marks[at] & (TextMark.Code | TextMark.Hidden)) == 0;
}
