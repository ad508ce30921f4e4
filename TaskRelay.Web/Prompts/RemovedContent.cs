using System.Globalization;
using System.Text;

namespace TaskRelay.Web.Prompts;

/// <summary>What was taken out of a prompt's texts, by kind. Not for several threads.</summary>
internal sealed class RemovedContent
{
    private const int LongestSample = 500;

    private readonly SortedDictionary<HiddenKind, Tally> _kinds = [];
    private HiddenKind? _last;
    private int _lastEnd;

    /// <summary>All kinds that there were.</summary>
    public IReadOnlyList<RemovedKind> Kinds =>
        [.. _kinds.Select(pair => new RemovedKind(pair.Key, pair.Value.Pieces, pair.Value.Characters, pair.Value.Sample.ToString()))];

    /// <summary>All characters (UTF-16 units).</summary>
    public int Characters => _kinds.Values.Sum(tally => tally.Characters);

    /// <summary>Counts a piece; one that goes on where the last of its kind ended is the same piece.</summary>
    public void Add(HiddenKind kind, string text, int start, int length)
    {
        if (!_kinds.TryGetValue(kind, out var tally))
            _kinds[kind] = tally = new();
        tally.Characters += length;
        if (_last != kind || _lastEnd != start)
        {
            tally.Pieces++;
            if (tally.Sample.Length is > 0 and < LongestSample)
                tally.Sample.Append('\n');
        }
        (_last, _lastEnd) = (kind, start + length);
        Show(tally.Sample, text.AsSpan(start, length));
    }

    /// <summary>What comes next is of another text.</summary>
    public void EndText() => _last = null;

    /// <summary>So that a person sees what nobody saw: invisible characters are spelt out.</summary>
    private static void Show(StringBuilder sample, ReadOnlySpan<char> piece)
    {
        foreach (var rune in piece.EnumerateRunes())
        {
            if (sample.Length >= LongestSample)
                return;
            if (InvisibleCharacters.Contains(rune))
                sample.Append(CultureInfo.InvariantCulture, $"U+{rune.Value:X4} ");
            else
                sample.Append(rune.ToString());
        }
    }

    private sealed class Tally
    {
        public int Pieces { get; set; }

        public int Characters { get; set; }

        public StringBuilder Sample { get; } = new();
    }
}
