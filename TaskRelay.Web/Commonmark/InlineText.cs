using System.Text;

namespace TaskRelay.Web.Commonmark;

/// <summary>
/// The text of one paragraph, heading or HTML block, without the quote and list markers at its lines' beginnings, and
/// where each character stands in the comment. Line breaks are <c>\n</c>.
/// </summary>
internal sealed class InlineText(TextMark[] marks)
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _positions = [];
    private int _breakAt;

    /// <summary>Of an HTML block, where backticks, backslashes and brackets mean nothing.</summary>
    public bool IsMarkup { get; set; }

    /// <summary>Nothing was added.</summary>
    public bool IsEmpty => _positions.Count == 0;

    /// <summary>Adds a line, or what is left of one.</summary>
    public void AddLine(ReadOnlySpan<char> line, int position)
    {
        if (!IsEmpty)
        {
            _text.Append('\n');
            _positions.Add(_breakAt);
        }
        _text.Append(line);
        for (var i = 0; i < line.Length; i++)
            _positions.Add(position + i);
        _breakAt = position + line.Length;
    }

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Marks characters from one position in this text to before another, and the comment's characters between them.</summary>
    public void Mark(int start, int end, TextMark mark)
    {
        if (start >= end)
            return;
        foreach (ref var one in marks.AsSpan(_positions[start]..(_positions[end - 1] + 1)))
            one |= mark;
    }

    /// <summary>What a character of this text is marked as.</summary>
    public TextMark MarkAt(int index) => marks[_positions[index]];
}
