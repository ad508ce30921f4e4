using TaskRelay.Web.Commonmark;

namespace TaskRelay.Web.Prompts;

/// <summary>
/// Marks the words that a page carries without showing them: alternative texts, titles of links, attributes of tags,
/// definitions of links. Addresses stay: a person sees where a link leads, and an agent needs it.
/// </summary>
internal sealed class UnseenText(InlineText block, bool hasDefinitions)
{
    // A label or tag name without a space in it, and no longer than this, is no message to an agent.
    private const int MaxName = 40;

    private readonly string _text = block.ToString();
    private readonly Stack<(int At, bool IsImage)> _brackets = new();
    private readonly List<HtmlAttribute> _attributes = [];

    /// <summary>Marks one block of text.</summary>
    public static void Mark(InlineText block, bool hasDefinitions) => new UnseenText(block, hasDefinitions).Run();

    private void Run()
    {
        var at = 0;
        while (!block.IsMarkup && Definition(at) is var next && next > at)
            at = next;
        while (at < _text.Length)
        {
            if ((block.MarkAt(at) & (TextMark.Code | TextMark.Hidden)) != 0)
                at++;
            else if (_text[at] == '<')
                at = Tag(at);
            else if (block.IsMarkup)
                at++;
            else
                at = Markdown(at);
        }
    }

    private int Markdown(int at)
    {
        switch (_text[at])
        {
            case '\\':
                return at + 2;
            case '!' when at + 1 < _text.Length && _text[at + 1] == '[':
                _brackets.Push((at + 1, true));
                return at + 2;
            case '[':
                _brackets.Push((at, false));
                return at + 1;
            case ']' when _brackets.TryPop(out var open):
                return Bracket(open.At, at, open.IsImage);
            default:
                return at + 1;
        }
    }

    /// <summary>What a closing bracket ends: a link or image with its address, with a label, or nothing.</summary>
    private int Bracket(int open, int close, bool isImage)
    {
        var next = close + 1 < _text.Length ? _text[close + 1] : ' ';
        if (next == '(' && LinkTarget.Read(_text, close + 2) is { } target && target.End < _text.Length && _text[target.End] == ')')
        {
            if (isImage)
                Hide(open + 1, close, TextMark.AlternativeText);
            HideTarget(target);
            return target.End + 1;
        }
        if (isImage && (next == '[' || hasDefinitions))
            Hide(open + 1, close, TextMark.AlternativeText);
        if (next != '[' || !hasDefinitions)
            return close + 1;
        var end = _text.IndexOfAny(['[', ']'], close + 2);
        if (end < 0 || _text[end] == '[')
            return close + 1;
        if (!IsName(_text.AsSpan(close + 2, end - close - 2)))
            Hide(close + 2, end, TextMark.Definition);
        return end + 1;
    }

    /// <summary>Position behind the definition of a link that begins here, or the same position where none does.</summary>
    private int Definition(int at)
    {
        if (at >= _text.Length || _text[at] != '[' || at + 1 >= _text.Length || _text[at + 1] == '^')
            return at;
        var close = at + 1;
        while (close < _text.Length && _text[close] is not ('[' or ']'))
            close += _text[close] == '\\' ? 2 : 1;
        if (close + 1 >= _text.Length || _text[close] != ']' || _text[close + 1] != ':' || string.IsNullOrWhiteSpace(_text[(at + 1)..close]))
            return at;
        if (LinkTarget.Read(_text, close + 2) is not { } target || target.AddressEnd == target.Start)
            return at;
        if (!EndsLine(target.TitleEnd))
        {
            // The title, on a line of its own, is none: the definition ended before it.
            if (!EndsLine(target.AddressEnd))
                return at;
            target = target with { TitleEnd = target.AddressEnd };
        }
        if (IsName(_text.AsSpan(at + 1, close - at - 1)))
            HideTarget(target);
        else
            Hide(at, target.TitleEnd, TextMark.Definition);
        var end = _text.IndexOf('\n', target.TitleEnd);
        return end < 0 ? _text.Length : end + 1;
    }

    private int Tag(int at)
    {
        _attributes.Clear();
        var end = HtmlTag.Read(_text, at, _attributes);
        if (end == 0)
            return at + 1;
        var name = at + 1;
        while (char.IsAsciiLetterOrDigit(_text[name]) || _text[name] is '/' or '-')
            name++;
        // No element of HTML has so long a name; the page drops what it doesn't know. An autolink ends elsewhere.
        if (name - at > MaxName && _text[name] is ' ' or '\t' or '\n' or '>')
            Hide(at, end, TextMark.Element);
        foreach (var attribute in _attributes)
            if (!IsAddress(attribute))
                Hide(attribute.Start, attribute.End, TextMark.Attribute);
        return _text.AsSpan(at + 1, name - at - 1).Equals("rp", StringComparison.OrdinalIgnoreCase) ? Fallback(end) : end;
    }

    /// <summary>What an <c>rp</c> holds is for browsers that know no ruby, which is none.</summary>
    private int Fallback(int start)
    {
        var end = _text.IndexOf('<', start);
        if (end < 0)
            end = _text.Length;
        Hide(start, end, TextMark.Element);
        return end;
    }

    private bool IsAddress(HtmlAttribute attribute)
    {
        var name = _text.AsSpan(attribute.Start, attribute.NameEnd - attribute.Start).Trim();
        var value = _text.AsSpan(attribute.NameEnd, attribute.End - attribute.NameEnd).TrimStart("= \t\n").TrimEnd();
        return (name.Equals("href", StringComparison.OrdinalIgnoreCase) || name.Equals("src", StringComparison.OrdinalIgnoreCase))
            && !value.ContainsAny(" \t\n");
    }

    private void HideTarget(LinkTarget target)
    {
        if (_text.AsSpan(target.Start, target.AddressEnd - target.Start).ContainsAny(" \t"))
            Hide(target.Start, target.AddressEnd, TextMark.Address);
        Hide(target.AddressEnd, target.TitleEnd, TextMark.Title);
    }

    private bool EndsLine(int at)
    {
        while (at < _text.Length && _text[at] is ' ' or '\t')
            at++;
        return at >= _text.Length || _text[at] == '\n';
    }

    private void Hide(int start, int end, TextMark why) => block.Mark(start, end, TextMark.Hidden | why);

    private static bool IsName(ReadOnlySpan<char> text) => text.Length <= MaxName && !text.ContainsAny(" \t\n");
}
