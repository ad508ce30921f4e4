namespace TaskRelay.Web.Commonmark;

/// <summary>Marks code spans and what HTML hides within one block. Linear: nothing is looked for twice from the same place.</summary>
internal static class InlineScanner
{
    /// <summary>Marks the block. True where a comment was begun and not ended: what follows the block is hidden too.</summary>
    /// <param name="block">The block.</param>
    /// <param name="purpose">Which mistake is the worse one.</param>
    /// <param name="onWork">Is told how much was looked at.</param>
    public static bool Scan(InlineText block, ScanPurpose purpose, Action<int>? onWork)
    {
        var raw = block.IsMarkup;
        var text = block.ToString();
        onWork?.Invoke(text.Length);
        var closers = raw ? [] : Backticks(text);
        var isTable = purpose == ScanPurpose.HiddenContent && IsTable(text);
        var missing = new HashSet<string>();
        var limit = -1;
        for (var at = 0; at < text.Length;)
        {
            onWork?.Invoke(1);
            switch (text[at])
            {
                case '\\' when !raw && at + 1 < text.Length && char.IsAscii(text[at + 1]) && !char.IsLetterOrDigit(text[at + 1]):
                    at += 2;
                    break;
                case '`' when !raw:
                    if (limit < at)
                        limit = SpanLimit(text, at, purpose, isTable);
                    at = CodeSpan(block, text, at, limit, closers);
                    break;
                case '<':
                    var end = Markup(block, text, at, purpose, missing);
                    if (end < 0)
                        return true;
                    at = end;
                    break;
                default:
                    at++;
                    break;
            }
        }
        return false;
    }

    private static int CodeSpan(InlineText block, string text, int at, int limit, Dictionary<int, Queue<int>> closers)
    {
        var behind = at;
        while (behind < text.Length && text[behind] == '`')
            behind++;
        var length = behind - at;
        if (!closers.TryGetValue(length, out var starts))
            return behind;
        while (starts.TryPeek(out var passed) && passed < behind)
            starts.Dequeue();
        if (!starts.TryPeek(out var closer) || closer >= limit)
            return behind;
        block.Mark(at, closer + length, TextMark.Code);
        return closer + length;
    }

    /// <summary>Position behind a tag or comment, the next character where it is none, or -1 for a comment without end.</summary>
    private static int Markup(InlineText block, string text, int at, ScanPurpose purpose, HashSet<string> missing)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("<!--"))
        {
            var end = text.IndexOf("-->", at + 2, StringComparison.Ordinal);
            block.Mark(at, end < 0 ? text.Length : end + 3, TextMark.Hidden | TextMark.Comment);
            return end < 0 ? -1 : end + 3;
        }
        var terminator = BlockStarts.HtmlBlock(rest, inParagraph: true);
        if (terminator is "?>" or "]]>" or ">" && !missing.Contains(terminator))
        {
            var end = text.IndexOf(terminator, at, StringComparison.Ordinal);
            if (end >= 0)
            {
                block.Mark(at, end + terminator.Length, TextMark.Hidden | TextMark.Declaration);
                return end + terminator.Length;
            }
            // Not there from here on: never looked for again, so that many beginnings cost no more than one.
            missing.Add(terminator);
        }
        // An attribute's backtick opens no code span.
        return purpose == ScanPurpose.HiddenContent && HtmlTag.Read(text, at) is var behind && behind > 0 ? behind : at + 1;
    }

    /// <summary>
    /// Where a code span must have ended. A scan for hidden content keeps what is in code, so it grants a span no line
    /// break and, in a table, no cell's border: a backtick in another cell would otherwise shelter a comment.
    /// </summary>
    private static int SpanLimit(string text, int at, ScanPurpose purpose, bool isTable)
    {
        if (purpose == ScanPurpose.Commands)
            return text.Length;
        var limit = isTable ? text.AsSpan(at).IndexOfAny('\n', '|') : text.AsSpan(at).IndexOf('\n');
        return limit < 0 ? text.Length : at + limit;
    }

    private static Dictionary<int, Queue<int>> Backticks(string text)
    {
        var runs = new Dictionary<int, Queue<int>>();
        for (var at = text.IndexOf('`'); at >= 0 && at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] == '`')
                end++;
            if (!runs.TryGetValue(end - at, out var starts))
                runs[end - at] = starts = new();
            starts.Enqueue(at);
            at = text.IndexOf('`', end);
        }
        return runs;
    }

    private static bool IsTable(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (line.Contains('-') && line.Contains('|') && line.IndexOfAnyExcept("|-: \t") < 0)
                return true;
        return false;
    }
}
