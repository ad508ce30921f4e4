using System.Text;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Secrets whose every part is looked for: any ten characters in a row, as they are or in hex, base64, URL or JSON form.</summary>
internal sealed partial class Canaries
{
    private const int Window = 10;

    /// <summary>Ids and hashes are hex too: of a secret that is nothing else, ten characters in a row may turn up by chance.</summary>
    private const int HexWindow = 20;

    private const int Base64Window = 14;

    private readonly Dictionary<int, Dictionary<string, string>> _windows = [];

    public HashSet<string> Names { get; } = [];

    /// <summary>Looks out for that secret; <paramref name="prefix"/> characters at its beginning are no secret.</summary>
    public void Add(string name, string secret, int prefix = 0)
    {
        var value = secret[prefix..];
        Assert.True(value.Length >= HexWindow, $"{name} is too short to be told from chance.");
        Names.Add(name);
        Slide(name, value, HexOnly().IsMatch(value) ? HexWindow : Window);
        Slide(name, Uri.EscapeDataString(value), HexOnly().IsMatch(value) ? HexWindow : Window + 6);
        Slide(name, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value)), HexWindow);
        Slide(name, Convert.ToHexString(Encoding.UTF8.GetBytes(value)), HexWindow);
        for (var offset = 0; offset < 3; offset++)
        {
            var packed = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', offset) + value));
            Slide(name, packed[4..^4], Base64Window);
            Slide(name, packed[4..^4].Replace('+', '-').Replace('/', '_'), Base64Window);
        }
    }

    /// <summary>What of them stands in a text.</summary>
    public IReadOnlyList<string> FindIn(string text)
    {
        var found = new HashSet<string>();
        foreach (var (length, windows) in _windows)
        {
            var lookup = windows.GetAlternateLookup<ReadOnlySpan<char>>();
            var span = text.AsSpan();
            for (var at = 0; at + length <= span.Length; at++)
            {
                if (lookup.TryGetValue(span.Slice(at, length), out var name))
                {
                    // The name and where, never the secret itself: this is printed by a failing test.
                    found.Add($"{name} at {at} of {text.Length}, after '{Regex.Replace(text[Math.Max(0, at - 120)..at], "\\s+", " ")}'");
                    at += length;
                }
            }
        }

        foreach (Match match in TokenForms().Matches(text))
        {
            found.Add($"something of the form {match.Value[..4]}… at {match.Index}");
        }

        return [.. found.Take(10)];
    }

    private void Slide(string name, string text, int length)
    {
        if (!_windows.TryGetValue(length, out var windows))
        {
            _windows[length] = windows = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        for (var at = 0; at + length <= text.Length; at++)
        {
            windows.TryAdd(text.Substring(at, length), name);
        }
    }

    [GeneratedRegex("^[0-9a-fA-F]+$")]
    private static partial Regex HexOnly();

    /// <summary>Launch tickets, attempt tokens and API tokens, and the App's own signed tokens, whose values no test knows.</summary>
    [GeneratedRegex(@"\b(tr[a-z]_[A-Za-z0-9_-]{43}|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,})")]
    private static partial Regex TokenForms();
}
