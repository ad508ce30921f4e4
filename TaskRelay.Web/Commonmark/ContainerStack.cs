namespace TaskRelay.Web.Commonmark;

/// <summary>The quotes and list items that a line may be in, outermost first.</summary>
internal sealed class ContainerStack
{
    // GitHub stops at about this depth as well; without a bound, blank lines below deep lists would cost their product.
    private const int MaxDepth = 100;

    private readonly List<Container> _open = [];
    private bool _isEmptyItem;

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Which one is the outermost quote, or -1.</summary>
    public int FirstQuote => _open.FindIndex(container => container.IsQuote);

    /// <summary>Whether no further one is opened within so many.</summary>
    public static bool IsFull(int matched) => matched >= MaxDepth;

    /// <summary>Uses up the markers of the containers that the line is still in, and says of how many.</summary>
    public int Match(ref LineCursor cursor, string text, Action<int>? onWork)
    {
        var lastIsEmptyItem = _isEmptyItem;
        _isEmptyItem = false;
        var matched = 0;
        foreach (var container in _open)
        {
            var next = cursor.Text;
            onWork?.Invoke(1 + next - cursor.Position);
            if (container.IsQuote)
            {
                if (cursor.Indent > 3 || next == cursor.End || text[next] != '>')
                    break;
                SkipQuote(ref cursor);
            }
            else if (next != cursor.End)
            {
                if (cursor.Indent < container.Indent)
                    break;
                cursor.SkipColumns(container.Indent);
            }
            else if (lastIsEmptyItem && matched == _open.Count - 1)
            {
                // An item without text can't begin with a blank line.
                break;
            }
            matched++;
        }
        return matched;
    }

    /// <summary>Opens a quote and uses up its marker.</summary>
    public void OpenQuote(ref LineCursor cursor)
    {
        SkipQuote(ref cursor);
        _open.Add(new(true, 0));
    }

    /// <summary>Opens a list item and uses up its marker, of so many characters.</summary>
    public void OpenItem(ref LineCursor cursor, int marker)
    {
        var indent = cursor.Indent + marker;
        cursor.SkipMarker(marker);
        _isEmptyItem = cursor.IsBlank;
        // Five columns or more are one, and indented code.
        var padding = _isEmptyItem || cursor.Indent > 4 ? 1 : cursor.Indent;
        cursor.SkipColumns(padding);
        _open.Add(new(false, indent + padding));
    }

    /// <summary>Closes all but so many.</summary>
    public void CloseFrom(int matched) => _open.RemoveRange(matched, _open.Count - matched);

    private static void SkipQuote(ref LineCursor cursor)
    {
        cursor.SkipMarker(1);
        if (cursor.Indent > 0)
            cursor.SkipColumns(1);
    }

    /// <summary>A quote, or a list item with the columns that its lines are indented by.</summary>
    private readonly record struct Container(bool IsQuote, int Indent);
}
