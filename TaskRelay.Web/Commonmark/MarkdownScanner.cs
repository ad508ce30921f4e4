namespace TaskRelay.Web.Commonmark;

/// <summary>
/// Tells for every character of a comment whether GitHub shows it as plain text, as code, in a quote, or not at all.
/// It follows CommonMark's block structure line by line and keeps no tree. Time is linear in the length of the text.
/// </summary>
internal sealed class MarkdownScanner
{
    private enum Leaf
    {
        None,
        Paragraph,
        Fence,
        Html,
        Hidden,
        HiddenToEnd,
    }

    private readonly string _text;
    private readonly ScanPurpose _purpose;
    private readonly Action<InlineText>? _onText;
    private readonly Action<int>? _onWork;
    private readonly ContainerStack _containers = new();
    private readonly TextMark[] _marks;
    private InlineText _inline;
    private Leaf _leaf;
    private (char Character, int Length) _fence;
    private string _terminator = "";
    private bool _isMarkup;
    private bool _isLazy;
    private bool _isDiagram;

    private MarkdownScanner(string text, ScanPurpose purpose, Action<InlineText>? onText, Action<int>? onWork)
    {
        (_text, _purpose, _onText, _onWork) = (text, purpose, onText, onWork);
        _marks = new TextMark[text.Length];
        _inline = new(_marks);
    }

    /// <summary>Scans a text.</summary>
    /// <param name="text">The comment, with any kind of line break that Markdown knows.</param>
    /// <param name="purpose">Which mistake is the worse one.</param>
    /// <param name="onText">Is given each block of text that Markdown reads, marked already.</param>
    /// <param name="onWork">Is told how many characters and markers were looked at, for proving that time is linear.</param>
    public static TextMark[] Scan(
        string text, ScanPurpose purpose, Action<InlineText>? onText = null, Action<int>? onWork = null) =>
        new MarkdownScanner(text, purpose, onText, onWork).Run();

    private TextMark[] Run()
    {
        foreach (var line in TextLine.All(_text))
            Line(line);
        EndLeaf();
        return _marks;
    }

    private void Line(TextLine line)
    {
        var cursor = new LineCursor(_text, line.Start, line.End);
        _isLazy = false;
        var matched = _containers.Match(ref cursor, _text, _onWork);
        if (matched < _containers.Count && _leaf != Leaf.Paragraph)
            Leave();
        if (!Continues(cursor, line))
            Open(ref cursor, line, matched);
        if (_containers.FirstQuote >= 0)
            Mark(line.Start, line.End, _isLazy ? TextMark.LazilyQuoted : TextMark.Quoted);
    }

    /// <summary>The line has left the container of a block that knows no lazy lines.</summary>
    private void Leave()
    {
        // Raw HTML is passed on as it is: a comment that its quote or item cut off swallows the rest of the page.
        if (_leaf == Leaf.Hidden && _isMarkup)
            _leaf = Leaf.HiddenToEnd;
        else if (_leaf != Leaf.HiddenToEnd)
            EndLeaf();
    }

    /// <summary>Whether the line belongs to a block that no Markdown is read in.</summary>
    private bool Continues(LineCursor cursor, TextLine line)
    {
        switch (_leaf)
        {
            case Leaf.Fence:
                Mark(cursor.Position, line.End, IsDiagramComment(cursor.Text, line.End) ? TextMark.Hidden | TextMark.Comment : TextMark.Code);
                if (cursor.Indent <= 3 && BlockStarts.ClosesFence(Slice(cursor.Text, line.End), _fence.Character, _fence.Length))
                    _leaf = Leaf.None;
                return true;
            case Leaf.Html when _terminator.Length == 0 && cursor.IsBlank:
                EndLeaf();
                return true;
            case Leaf.Html:
                Html(cursor.Position, line);
                return true;
            case Leaf.Hidden:
                Hide(cursor.Position, cursor.Position, line);
                return true;
            case Leaf.HiddenToEnd:
                Mark(line.Start, line.Next, TextMark.Hidden | TextMark.Comment);
                return true;
            default:
                return false;
        }
    }

    private void Open(ref LineCursor cursor, TextLine line, int matched)
    {
        // What a new block ends is known once it begins: until then an open paragraph may go on without markers.
        var all = matched == _containers.Count;
        while (!cursor.IsBlank)
        {
            var inParagraph = _leaf == Leaf.Paragraph;
            var rest = Slice(cursor.Text, line.End);
            _onWork?.Invoke(line.End - cursor.Position);
            if (cursor.Indent >= 4)
            {
                if (inParagraph)
                    break;
                Close(matched);
                Mark(cursor.Position, line.End, TextMark.Code);
                return;
            }
            if (inParagraph && all && BlockStarts.Underline(rest))
            {
                EndLeaf();
                return;
            }
            var marker = 0;
            var isQuote = rest[0] == '>';
            if (!isQuote)
            {
                if (Leaves(cursor, line, matched))
                    return;
                marker = BlockStarts.ListMarker(rest, inParagraph && all);
            }
            if ((!isQuote && marker == 0) || ContainerStack.IsFull(matched))
                break;
            if (Close(matched))
            {
                // The paragraph that this line seemed to end had opened a comment, which swallows it.
                Continues(cursor, line);
                return;
            }
            if (isQuote)
                _containers.OpenQuote(ref cursor);
            else
                _containers.OpenItem(ref cursor, marker);
            matched++;
            all = true;
        }
        Text(cursor, line, matched);
    }

    /// <summary>Begins a block without Markdown in it, or of one line.</summary>
    private bool Leaves(LineCursor cursor, TextLine line, int matched)
    {
        var start = cursor.Text;
        var rest = Slice(start, line.End);
        var fence = BlockStarts.Fence(rest);
        var heading = BlockStarts.Heading(rest);
        var html = BlockStarts.HtmlBlock(rest, _leaf == Leaf.Paragraph);
        if (html == "" && _purpose == ScanPurpose.Commands)
            html = null;
        if (fence == 0 && !heading && html is null && !BlockStarts.ThematicBreak(rest))
            return false;
        if (Close(matched))
        {
            Continues(cursor, line);
            return true;
        }
        if (fence > 0)
        {
            (_leaf, _fence) = (Leaf.Fence, (rest[0], fence));
            Mark(start, line.End, TextMark.Code);
            // Of what stands behind the fence GitHub uses the first word, to colour the code, and shows nothing.
            var info = BlockStarts.FenceAndLanguage(rest, fence);
            Mark(start + info, line.End, TextMark.Hidden | TextMark.CodeInfo);
            _isDiagram = rest[fence..info].Trim().Equals("mermaid", StringComparison.OrdinalIgnoreCase);
        }
        else if (html is "-->" or "?>" or "]]>" or ">")
        {
            (_leaf, _terminator, _isMarkup) = (Leaf.Hidden, html, true);
            Hide(start, start + 2, line);
        }
        else if (html is not null)
        {
            (_leaf, _terminator) = (Leaf.Html, html);
            Html(start, line);
        }
        else if (heading)
        {
            _leaf = Leaf.Paragraph;
            _inline.AddLine(rest, start);
            EndLeaf();
        }
        return true;
    }

    private void Text(LineCursor cursor, TextLine line, int matched)
    {
        if (cursor.IsBlank)
        {
            Close(matched);
            return;
        }
        if (_leaf == Leaf.Paragraph)
        {
            _isLazy = _containers.FirstQuote >= matched;
        }
        else
        {
            Close(matched);
            _leaf = Leaf.Paragraph;
        }
        _inline.AddLine(Slice(cursor.Text, line.End), cursor.Text);
    }

    private void Html(int start, TextLine line)
    {
        if (_purpose == ScanPurpose.Commands)
            Mark(start, line.End, TextMark.Code);
        else
            _inline.AddLine(Slice(start, line.End), start);
        if (_terminator.Length > 0 && BlockStarts.EndsVerbatim(Slice(start, line.End)))
            EndLeaf();
    }

    /// <summary>Hides the line up to the terminator; behind it the line is still raw HTML.</summary>
    private void Hide(int start, int from, TextLine line)
    {
        var length = Slice(Math.Min(from, line.End), line.End).IndexOf(_terminator);
        if (length < 0)
        {
            Mark(start, line.Next, Unseen);
            return;
        }
        var end = from + length + _terminator.Length;
        Mark(start, end, Unseen);
        (_leaf, _terminator) = (Leaf.Html, "");
        _inline.AddLine(Slice(end, line.End), end);
        EndLeaf();
    }

    /// <summary>Leaves the containers that the line is not in. True where a comment that was left open swallows the line.</summary>
    private bool Close(int matched)
    {
        EndLeaf();
        // In a paragraph an open comment is only text to GitHub; it hides no more than the rest of its quote or item.
        if (matched < _containers.Count && _leaf == Leaf.Hidden)
            _leaf = Leaf.None;
        _containers.CloseFrom(matched);
        return _leaf is Leaf.Hidden or Leaf.HiddenToEnd;
    }

    /// <summary>Ends the block; a comment that it has begun and not ended goes on.</summary>
    private void EndLeaf()
    {
        var isMarkup = _leaf == Leaf.Html;
        _leaf = Leaf.None;
        if (_inline.IsEmpty)
            return;
        var inline = _inline;
        _inline = new(_marks);
        inline.IsMarkup = isMarkup;
        if (InlineScanner.Scan(inline, _purpose, _onWork))
            (_leaf, _terminator, _isMarkup) = (isMarkup ? Leaf.HiddenToEnd : Leaf.Hidden, "-->", false);
        _onText?.Invoke(inline);
    }

    /// <summary>What the block of raw markup that is open hides.</summary>
    private TextMark Unseen => TextMark.Hidden | (_terminator == "-->" ? TextMark.Comment : TextMark.Declaration);

    /// <summary>GitHub draws a diagram in the place of its source, and comments in it are nowhere to be seen.</summary>
    private bool IsDiagramComment(int start, int end) =>
        _isDiagram && _purpose == ScanPurpose.HiddenContent && Slice(start, end).StartsWith("%%");

    private ReadOnlySpan<char> Slice(int start, int end) => _text.AsSpan(start..end);

    private void Mark(int start, int end, TextMark mark)
    {
        foreach (ref var one in _marks.AsSpan(start..end))
            one |= mark;
    }
}
