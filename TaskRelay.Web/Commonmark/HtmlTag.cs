namespace TaskRelay.Web.Commonmark;

/// <summary>
/// Raw HTML tags and autolinks, to the letter of CommonMark. A tag outside of quotes holds no <c>&lt;</c>: of all tries
/// that begin at different places at most three (outside, in single, in double quotes) are alive at any character,
/// so trying at every <c>&lt;</c> stays linear.
/// </summary>
internal static class HtmlTag
{
    /// <summary>Position behind the tag or autolink that begins at <paramref name="start"/>, or 0 where there is none.</summary>
    /// <param name="text">Text of one block.</param>
    /// <param name="start">Position of a <c>&lt;</c>.</param>
    /// <param name="attributes">Is told the tag's attributes.</param>
    public static int Read(ReadOnlySpan<char> text, int start, List<HtmlAttribute>? attributes = null)
    {
        var end = Tag(text, start, attributes);
        if (end > 0)
            return end;
        attributes?.Clear();
        return Autolink(text, start);
    }

    private static int Tag(ReadOnlySpan<char> text, int start, List<HtmlAttribute>? attributes)
    {
        var at = start + 1;
        var closing = at < text.Length && text[at] == '/';
        if (closing)
            at++;
        if (at >= text.Length || !char.IsAsciiLetter(text[at]))
            return 0;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-'))
            at++;
        while (true)
        {
            var attribute = at;
            at = SkipSpace(text, at);
            if (at >= text.Length)
                return 0;
            if (text[at] == '>')
                return at + 1;
            if (!closing && text[at] == '/' && at + 1 < text.Length && text[at + 1] == '>')
                return at + 2;
            if (closing || at == attribute || !(char.IsAsciiLetter(text[at]) || text[at] is '_' or ':'))
                return 0;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or ':' or '.' or '-'))
                at++;
            var nameEnd = at;
            var equals = SkipSpace(text, at);
            if (equals < text.Length && text[equals] == '=')
            {
                at = Value(text, SkipSpace(text, equals + 1));
                if (at == 0)
                    return 0;
            }
            attributes?.Add(new(attribute, nameEnd, at));
        }
    }

    private static int Value(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length)
            return 0;
        if (text[at] is '"' or '\'')
            return text[(at + 1)..].IndexOf(text[at]) is var length && length < 0 ? 0 : at + length + 2;
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or '\n' or '"' or '\'' or '=' or '<' or '>' or '`'))
            at++;
        return at == start ? 0 : at;
    }

    /// <summary><c>&lt;scheme:…&gt;</c> or <c>&lt;name@host&gt;</c>; what exactly it holds matters to nobody here.</summary>
    private static int Autolink(ReadOnlySpan<char> text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '>')
                return text[start..at].IndexOfAny(':', '@') > 0 ? at + 1 : 0;
            if (text[at] is '<' || text[at] <= ' ')
                return 0;
        }
        return 0;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n')
            at++;
        return at;
    }
}
