using System.Text;

namespace TaskRelay.Worker.Agents;

/// <summary>Cuts text that comes in pieces into lines; of a line that is too long the beginning is kept.</summary>
internal sealed class LineSplitter(int longest)
{
    private readonly StringBuilder _line = new();
    private bool _cut;

    public IEnumerable<string> Push(string piece)
    {
        var from = 0;
        for (int end; (end = piece.IndexOf('\n', from)) >= 0; from = end + 1)
        {
            Append(piece.AsSpan(from, end - from));
            yield return Take();
        }
        Append(piece.AsSpan(from));
    }

    /// <summary>The last line, if it had no end.</summary>
    public IEnumerable<string> Flush() => _line.Length > 0 ? [Take()] : [];

    private void Append(ReadOnlySpan<char> text)
    {
        var room = Math.Min(text.Length, longest - _line.Length);
        _line.Append(text[..room]);
        _cut |= room < text.Length;
    }

    private string Take()
    {
        if (_line.Length > 0 && _line[^1] == '\r')
            _line.Length--;
        var line = _cut ? _line.Append(" … (cut)").ToString() : _line.ToString();
        _line.Clear();
        _cut = false;
        return line;
    }
}
