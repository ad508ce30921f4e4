using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Web.Callbacks;

/// <summary>Redacts what a worker sends of one person's tasks.</summary>
public sealed class TaskRedactor(SecretRedactor secrets)
{
    /// <summary>The text without any secret that the server knows or that looks like one, and without NULs.</summary>
    public string Redact(string text, int atMost)
    {
        var bounded = text.Length > atMost ? string.Concat(text.AsSpan(0, atMost), "… [cut]") : text;
        return secrets.Redact(bounded.Replace("\0", "", StringComparison.Ordinal));
    }
}
