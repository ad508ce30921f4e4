namespace TaskRelay.Web.Commonmark;

/// <summary>Walks the beginning of one line in columns; a tab reaches to the next multiple of four, and may be used up in part.</summary>
internal struct LineCursor(string text, int start, int end)
{
    private int _column;
    private int _pending;

    /// <summary>Next character that is not used up.</summary>
    public int Position { get; private set; } = start;

    /// <summary>End of the line, its break left out.</summary>
    public readonly int End => end;

    /// <summary>First character behind the white space.</summary>
    public readonly int Text
    {
        get
        {
            var position = Position;
            while (position < end && text[position] is ' ' or '\t')
                position++;
            return position;
        }
    }

    /// <summary>Nothing but white space is left.</summary>
    public readonly bool IsBlank => Text == end;

    /// <summary>Columns of white space before <see cref="Text"/>.</summary>
    public readonly int Indent
    {
        get
        {
            var column = _column + _pending;
            for (var position = Position; position < end; position++)
            {
                if (text[position] == ' ')
                    column++;
                else if (text[position] == '\t')
                    column += 4 - column % 4;
                else
                    break;
            }
            return column - _column;
        }
    }

    /// <summary>Uses up so many columns of white space, as far as there are any.</summary>
    public void SkipColumns(int columns)
    {
        while (columns > 0)
        {
            if (_pending > 0)
            {
                var taken = Math.Min(_pending, columns);
                _pending -= taken;
                _column += taken;
                columns -= taken;
            }
            else if (Position < end && text[Position] == ' ')
            {
                Position++;
                _column++;
                columns--;
            }
            else if (Position < end && text[Position] == '\t')
            {
                Position++;
                _pending = 4 - _column % 4;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Uses up the white space and so many characters behind it.</summary>
    public void SkipMarker(int characters)
    {
        SkipColumns(Indent);
        Position += characters;
        _column += characters;
    }
}
