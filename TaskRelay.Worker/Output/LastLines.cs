namespace TaskRelay.Worker.Output;

/// <summary>Remembers the last lines that are not empty.</summary>
internal sealed class LastLines
{
    private const int Most = 12;
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        if (_lines.Count == Most) _lines.Dequeue();
        _lines.Enqueue(BoundedText.Cut(line.TrimEnd(), BoundedText.Summary));
    }

    /// <summary>The lines; empty where there were none.</summary>
    public override string ToString() => BoundedText.CutStart(string.Join('\n', _lines), BoundedText.Summary);
}
