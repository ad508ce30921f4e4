using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>
/// The part of a log that a page holds: the newest lines, and as many earlier ones as its reader asked for. Bounded,
/// so that a page left open on a talkative task stays as small as another.
/// </summary>
public sealed class LogWindow
{
    /// <summary>Lines at first, and more for each step back.</summary>
    public const int Step = 500;

    /// <summary>Lines at most; beyond, reading back drops nothing but reading on drops the oldest.</summary>
    public const int Most = 2000;

    private readonly List<LogEntry> _entries = [];
    private int _allowed = Step;

    private readonly SortedSet<string> _touched = new(StringComparer.Ordinal);

    /// <summary>Files that the agent changed, as far as the window has read.</summary>
    public IReadOnlyCollection<string> Touched => _touched;

    /// <summary>What is shown, oldest first.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries;

    /// <summary>The number that the window has read up to.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The number of the first line that it holds; lines before it may exist.</summary>
    public long FirstSeq { get; private set; } = 1;

    /// <summary>There are earlier lines.</summary>
    public bool HasEarlier => FirstSeq > 1;

    /// <summary>As many lines as may be shown are.</summary>
    public bool IsFull => _allowed >= Most;

    /// <summary>Where to read from when the log is at <paramref name="newest"/>: a window far behind jumps.</summary>
    public long ReadFrom(long newest)
    {
        if (newest - LastSeq > _allowed)
        {
            _entries.Clear();
            LastSeq = newest - _allowed;
            FirstSeq = LastSeq + 1;
        }

        return LastSeq;
    }

    /// <summary>Takes in what came after <see cref="LastSeq"/>.</summary>
    public void Append(IReadOnlyList<TaskEventView> lines)
    {
        foreach (var line in lines)
        {
            LastSeq = line.Seq;
            if (LogEntry.Of(line) is { } entry)
            {
                _entries.Add(entry);
                if (entry.File is { } file && _touched.Count < Step)
                {
                    _touched.Add(file);
                }
            }
        }

        var over = _entries.Count - _allowed;
        if (over > 0)
        {
            _entries.RemoveRange(0, over);
            FirstSeq = _entries[0].Seq;
        }
    }

    /// <summary>Takes in what came before <see cref="FirstSeq"/>.</summary>
    public void Prepend(IReadOnlyList<TaskEventView> lines)
    {
        _allowed = Math.Min(Most, _allowed + Step);
        _entries.InsertRange(0, lines.Select(LogEntry.Of).OfType<LogEntry>());
        FirstSeq = lines.Count > 0 ? lines[0].Seq : 1;
    }
}
