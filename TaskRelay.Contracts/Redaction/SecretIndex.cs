using System.Numerics;
using System.Runtime.InteropServices;

namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// Finds every part of a secret's forms that is long enough. All groups of four characters of all forms are indexed;
/// a text is sampled so thinly that no part of the shortest length that counts slips between two samples, and only
/// where a sample is in the index is the match grown to both sides. The cost hardly depends on how many secrets there are.
/// </summary>
internal sealed class SecretIndex
{
    /// <summary>Characters of a sample.</summary>
    public const int Gram = 4;

    private const int Distinct = 4;
    private const int Recent = 8;
    private readonly string _corpus;
    private readonly int[] _starts;
    private readonly SecretForm[] _forms;
    private readonly int[] _openLetters;
    private readonly int _stride = 1;
    private readonly int _minSecretLetters;
    private readonly int[] _heads;
    private readonly int[] _next;
    private readonly ulong[] _bits;
    private readonly int _headShift;
    private readonly int _bitShift;

    /// <param name="secrets">The values.</param>
    /// <param name="minSecretLetters">A part counts only if so many of its characters are not public.</param>
    public SecretIndex(IEnumerable<string> secrets, int minSecretLetters)
    {
        _minSecretLetters = minSecretLetters;
        _forms = [.. SecretForms.Of(secrets)];
        _corpus = string.Concat(_forms.Select(static f => f.Text));
        _starts = new int[_forms.Length];
        _openLetters = new int[_corpus.Length + 1];
        _next = new int[_corpus.Length];
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, _corpus.Length));
        _headShift = 64 - BitOperations.Log2(size);
        _heads = new int[size];
        // Eight bits a position keep the share of samples that need a closer look near one in eight at worst.
        _bitShift = _headShift - 3;
        _bits = new ulong[size / 8];
        Array.Fill(_heads, -1);
        if (_forms.Length > 0) _stride = _forms.Min(static f => f.MinLength) - Gram + 1;
        AddForms();
    }

    public bool IsEmpty => _forms.Length == 0;

    /// <summary>Adds the ranges of <paramref name="text"/> that are parts of secrets; stops at the first if told so.</summary>
    public bool Find(ReadOnlySpan<char> text, List<TextSpan>? spans)
    {
        if (IsEmpty) return false;
        var found = false;
        // The forms of one secret have long parts in common, so a match is met again at each sample, once for each form.
        Span<(int Diagonal, int End)> recent = stackalloc (int, int)[Recent];
        var matches = 0;
        for (var at = 0; at + Gram <= text.Length; at += _stride)
        {
            var hash = Hash(text[at..]);
            if (!MayStartAt(hash)) continue;
            for (var position = _heads[hash >> _headShift]; position >= 0; position = _next[position])
            {
                if (IsKnown(recent, position - at, at)) continue;
                if (Grow(text, at, position) is not { } span) continue;
                if (spans is null) return true;
                spans.Add(span);
                found = true;
                recent[matches++ % Recent] = (position - at, span.End);
            }
        }

        return found;
    }

    /// <summary>
    /// Where the longest ending begins that stands inside a form and could go on: text from there on can't be judged yet.
    /// The text's length if there is none of at least <see cref="Gram"/> characters.
    /// </summary>
    public int OpenFrom(ReadOnlySpan<char> text)
    {
        var from = text.Length;
        var at = text.Length - Gram;
        if (at < 0) return from;
        var hash = Hash(text[at..]);
        if (!MayStartAt(hash)) return from;
        for (var position = _heads[hash >> _headShift]; position >= 0; position = _next[position])
        {
            var (start, end) = Bounds(FormAt(position));
            if (position + Gram >= end || !text[at..].SequenceEqual(_corpus.AsSpan(position, Gram))) continue;
            from = Math.Min(from, at - CommonSuffix(text[..at], _corpus.AsSpan(start, position - start)));
        }

        return from;
    }

    private void AddForms()
    {
        var at = 0;
        for (var form = 0; form < _forms.Length; form++)
        {
            _starts[form] = at;
            var text = _forms[form].Text;
            for (var i = 0; i < text.Length; i++, at++)
            {
                _openLetters[at + 1] = _openLetters[at] + (_forms[form].Public[i] ? 0 : 1);
                _next[at] = -1;
                if (i + Gram > text.Length) continue;
                var hash = Hash(text.AsSpan(i));
                _bits[hash >> _bitShift >> 6] |= 1UL << (int)(hash >> _bitShift & 63);
                ref var head = ref _heads[hash >> _headShift];
                _next[at] = head;
                head = at;
            }
        }
    }

    private static ulong Hash(ReadOnlySpan<char> text) =>
        MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text[..Gram])) * 0x9E3779B97F4A7C15;

    private bool MayStartAt(ulong hash) => (_bits[hash >> _bitShift >> 6] >> (int)(hash >> _bitShift & 63) & 1) != 0;

    private static bool IsKnown(ReadOnlySpan<(int Diagonal, int End)> recent, int diagonal, int at)
    {
        foreach (var match in recent)
            if (match.Diagonal == diagonal && at < match.End)
                return true;
        return false;
    }

    private TextSpan? Grow(ReadOnlySpan<char> text, int at, int position)
    {
        if (!text.Slice(at, Gram).SequenceEqual(_corpus.AsSpan(position, Gram))) return null;
        var index = FormAt(position);
        var (start, end) = Bounds(index);
        var left = CommonSuffix(text[..at], _corpus.AsSpan(start, position - start));
        var right = text[at..].CommonPrefixLength(_corpus.AsSpan(position, end - position));
        if (left + right < _forms[index].MinLength) return null;

        var (first, last) = (position - left, position + right);
        var needed = Math.Min(_minSecretLetters, _openLetters[end] - _openLetters[start]);
        if (_openLetters[last] - _openLetters[first] < needed) return null;
        // A run of dashes or zeros says nothing, unless the whole secret is one.
        if (!IsVaried(_corpus.AsSpan(first, last - first)) && IsVaried(_corpus.AsSpan(start, end - start))) return null;
        return new(at - left, at + right);
    }

    private static bool IsVaried(ReadOnlySpan<char> text)
    {
        Span<char> seen = stackalloc char[Distinct];
        var count = 0;
        foreach (var c in text)
        {
            if (seen[..count].Contains(c)) continue;
            seen[count++] = c;
            if (count == Distinct) return true;
        }

        return false;
    }

    private static int CommonSuffix(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        const int Stretch = 16;
        var length = 0;
        var most = Math.Min(a.Length, b.Length);
        while (length + Stretch <= most && a[^(length + Stretch)..^length].SequenceEqual(b[^(length + Stretch)..^length])) length += Stretch;
        while (length < a.Length && length < b.Length && a[^(length + 1)] == b[^(length + 1)]) length++;
        return length;
    }

    private int FormAt(int position)
    {
        var index = Array.BinarySearch(_starts, position);
        return index < 0 ? ~index - 1 : index;
    }

    private (int Start, int End) Bounds(int form) => (_starts[form], _starts[form] + _forms[form].Text.Length);
}
