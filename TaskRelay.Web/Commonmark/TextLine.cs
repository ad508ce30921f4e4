namespace TaskRelay.Web.Commonmark;

/// <summary>
/// A line of a comment. Lines end with LF, CRLF or CR and with nothing else: U+2028, U+0085 and their like are white
/// space to Markdown, and GitHub shows no new line for them.
/// </summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last character.</param>
/// <param name="Next">Behind the line break.</param>
internal readonly record struct TextLine(int Start, int End, int Next)
{
    /// <summary>All lines of a text.</summary>
    public static IEnumerable<TextLine> All(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : start + length;
            var next = end;
            if (next < text.Length && text[next++] == '\r' && next < text.Length && text[next] == '\n')
                next++;
            yield return new(start, end, next);
            start = next;
        }
    }
}
