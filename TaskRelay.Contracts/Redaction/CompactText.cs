using System.Buffers;

namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// A text without line breaks and invisible characters, so that a secret is found which was broken over lines
/// (<c>base64</c> wraps its output by itself), with the way back to places in the source.
/// </summary>
internal readonly ref struct CompactText
{
    private static readonly SearchValues<char> Skipped = SearchValues.Create(
        "\0\r\n\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff");

    private readonly char[]? _rented;
    private readonly List<(int At, int Shift)>? _gaps;

    public CompactText(ReadOnlySpan<char> source)
    {
        var next = source.IndexOfAny(Skipped);
        if (next < 0)
        {
            Text = source;
            return;
        }

        _rented = ArrayPool<char>.Shared.Rent(source.Length);
        _gaps = [];
        var length = 0;
        var from = 0;
        while (true)
        {
            source[from..next].CopyTo(_rented.AsSpan(length));
            length += next - from;
            if (next == source.Length) break;
            from = next + 1;
            if (_gaps.Count > 0 && _gaps[^1].At == length) _gaps[^1] = (length, from - length);
            else _gaps.Add((length, from - length));
            var rest = source[from..].IndexOfAny(Skipped);
            next = rest < 0 ? source.Length : from + rest;
        }

        Text = _rented.AsSpan(0, length);
    }

    public ReadOnlySpan<char> Text { get; }

    public static string Of(string source)
    {
        using var compact = new CompactText(source);
        return compact.Text.Length == source.Length ? source : compact.Text.ToString();
    }

    /// <summary>Where a character of <see cref="Text"/> stands in the source.</summary>
    public int ToSource(int index)
    {
        if (_gaps is null) return index;
        var (low, high) = (0, _gaps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_gaps[middle].At <= index) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? index : index + _gaps[low - 1].Shift;
    }

    /// <summary>The source range from the first to the last of these characters.</summary>
    public TextSpan ToSource(TextSpan span) => new(ToSource(span.Start), ToSource(span.End - 1) + 1);

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<char>.Shared.Return(_rented);
    }
}
