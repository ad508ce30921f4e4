namespace TaskRelay.Contracts.Redaction;

/// <summary>A half-open range of characters.</summary>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Sorts, and joins what overlaps or touches: two markers side by side would say how a secret was found.</summary>
    public static void Merge(List<TextSpan> spans)
    {
        if (spans.Count < 2) return;
        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var last = 0;
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].Start <= spans[last].End)
                spans[last] = new(spans[last].Start, Math.Max(spans[last].End, spans[i].End));
            else
                spans[++last] = spans[i];
        }

        spans.RemoveRange(last + 1, spans.Count - last - 1);
    }
}
