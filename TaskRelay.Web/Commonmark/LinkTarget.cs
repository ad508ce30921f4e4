namespace TaskRelay.Web.Commonmark;

/// <summary>Where a link or definition leads, and its title: positions in a block's text.</summary>
/// <param name="Start">Where the address begins.</param>
/// <param name="AddressEnd">Behind the address.</param>
/// <param name="TitleEnd">Behind the title, or behind the address where there is none.</param>
/// <param name="End">Behind the white space that follows.</param>
internal readonly record struct LinkTarget(int Start, int AddressEnd, int TitleEnd, int End)
{
    private const int MaxParentheses = 32;

    /// <summary>Reads address and title, as they stand in parentheses or behind a definition's colon.</summary>
    public static LinkTarget? Read(ReadOnlySpan<char> text, int at)
    {
        var start = SkipSpace(text, at);
        var addressEnd = Address(text, start);
        if (addressEnd < 0)
            return null;
        var title = SkipSpace(text, addressEnd);
        var titleEnd = title > addressEnd ? Title(text, title) : -1;
        return titleEnd < 0
            ? new(start, addressEnd, addressEnd, title)
            : new(start, addressEnd, titleEnd, SkipSpace(text, titleEnd));
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n')
            at++;
        return at;
    }

    private static int Address(ReadOnlySpan<char> text, int at)
    {
        if (at < text.Length && text[at] == '<')
        {
            for (at++; at < text.Length && text[at] is not ('\n' or '<'); at++)
            {
                if (text[at] == '>')
                    return at + 1;
                if (text[at] == '\\')
                    at++;
            }
            return -1;
        }
        var depth = 0;
        for (; at < text.Length && text[at] > ' '; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1]) is false && text[at + 1] > ' ')
                at++;
            else if (text[at] == '(' && ++depth > MaxParentheses)
                return -1;
            else if (text[at] == ')' && --depth < 0)
                break;
        }
        return depth > 0 ? -1 : at;
    }

    private static int Title(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || text[at] is not ('"' or '\'' or '('))
            return -1;
        var close = text[at] == '(' ? ')' : text[at];
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '\\')
                end++;
            else if (text[end] == close)
                return end + 1;
            else if (close == ')' && text[end] == '(')
                return -1;
        }
        return -1;
    }
}
