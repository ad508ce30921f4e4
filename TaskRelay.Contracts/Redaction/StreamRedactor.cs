namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// Redacts text that comes in pieces, however it is cut: what might be the beginning of a secret is held back until
/// more comes, everything else is handed on at once. Made by <see cref="SecretRedactor.NewStream"/>; not for use by
/// two threads.
/// </summary>
public sealed class StreamRedactor
{
    // Long enough for what decides about a token from the left, such as "Authorization: Bearer ".
    private const int ContextLength = 32;
    private const int MostHeld = 1 << 16;

    private readonly SecretRedactor _redactor;
    private readonly EscapeStripper _stripper = new();
    private readonly List<TextSpan> _spans = [];

    /// <summary>The end of what was handed on, as it came, and what is held back.</summary>
    private string _text = "";
    private int _handedOn;
    private bool _afterMarker;

    internal StreamRedactor(SecretRedactor redactor) => _redactor = redactor;

    /// <summary>Takes a piece and returns the text that is safe to publish now, which may be empty.</summary>
    public string Push(string chunk)
    {
        var clean = _stripper.Strip(chunk);
        return clean.Length == 0 ? "" : HandOn(_text + clean, all: false);
    }

    /// <summary>Ends the stream and returns what was held back.</summary>
    public string Flush() => HandOn(_text, all: true);

    private string HandOn(string text, bool all)
    {
        _spans.Clear();
        var to = _redactor.Find(text, _spans);
        if (all || text.Length - to > MostHeld) to = text.Length;
        // A secret is replaced as a whole, never cut. The spans are disjoint: one step back is enough.
        foreach (var span in _spans)
            if (span.Start < to && to < span.End)
                to = span.Start;
        to = Math.Max(to, _handedOn);

        var result = SecretRedactor.Replace(text, _handedOn, to, _spans, ref _afterMarker);
        var from = Math.Max(0, to - ContextLength);
        (_text, _handedOn) = (text[from..], to - from);
        return result;
    }
}
