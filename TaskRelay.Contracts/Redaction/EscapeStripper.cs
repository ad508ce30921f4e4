using System.Buffers;
using System.Text;

namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// Drops terminal escapes and control characters, except tab and line breaks: they could part a secret so that no
/// comparison finds it while a terminal still shows it whole. Keeps its place between pieces. Line breaks always
/// survive, also inside an unfinished sequence, so that lines before and after can be paired up.
/// </summary>
internal sealed class EscapeStripper
{
    private const char Escape = '\u001b';
    private static readonly SearchValues<char> Dropped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c).Except("\t\n\r")));

    private State _state;

    private enum State
    {
        Text,
        Escape,
        Intermediate,
        Control,
        String,
        StringEscape,
    }

    public string Strip(string text)
    {
        if (_state == State.Text && !text.AsSpan().ContainsAny(Dropped)) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            if (Keeps(c))
                kept.Append(c);
        return kept.ToString();
    }

    private bool Keeps(char c)
    {
        if (c is '\n' or '\r')
        {
            _state = State.Text;
            return true;
        }

        if (_state == State.Text)
        {
            _state = c switch
            {
                Escape => State.Escape,
                '\u009b' => State.Control,
                '\u0090' or '\u0098' or '\u009d' or '\u009e' or '\u009f' => State.String,
                _ => State.Text,
            };
            return _state == State.Text && !Dropped.Contains(c);
        }

        _state = (_state, c) switch
        {
            (State.String, '\a' or '\u009c') => State.Text,
            (State.String, Escape) => State.StringEscape,
            (State.String, _) => State.String,
            (_, Escape) => State.Escape,
            (State.StringEscape, '\\') => State.Text,
            (State.Escape or State.StringEscape, '[') => State.Control,
            (State.Escape or State.StringEscape, ']' or 'P' or 'X' or '^' or '_') => State.String,
            (State.Escape or State.StringEscape or State.Intermediate, >= ' ' and <= '/') => State.Intermediate,
            (State.Control, >= ' ' and <= '?') => State.Control,
            _ => State.Text,
        };
        return false;
    }
}
