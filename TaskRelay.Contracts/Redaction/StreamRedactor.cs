using System.Text;

namespace TaskRelay.Contracts.Redaction;

/// <summary>Redacts text that comes in pieces; made by <see cref="SecretRedactor.NewStream"/>.</summary>
public sealed class StreamRedactor
{
    private readonly SecretRedactor _redactor;
    private readonly StringBuilder _held = new();

    internal StreamRedactor(SecretRedactor redactor) => _redactor = redactor;

    /// <summary>Takes a piece and returns the text that is safe to publish now, which may be empty.</summary>
    public string Push(string chunk)
    {
        _held.Append(chunk);
        return "";
    }

    /// <summary>Ends the stream and returns what was held back.</summary>
    public string Flush()
    {
        var text = _redactor.Redact(_held.ToString());
        _held.Clear();
        return text;
    }
}
