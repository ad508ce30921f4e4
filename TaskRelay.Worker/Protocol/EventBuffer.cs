using TaskRelay.Contracts;

namespace TaskRelay.Worker.Protocol;

/// <summary>
/// Events that the server has not yet taken, in order and bounded. When a server stays away, the first and the newest
/// are what people want to read: those in the middle are dropped, and one event says how many. For several threads.
/// </summary>
/// <param name="capacity">Characters that are kept in each half.</param>
internal sealed class EventBuffer(int capacity)
{
    private const int Overhead = 64;
    private readonly Lock _gate = new();
    private readonly Queue<WorkerEvent> _first = new();
    private readonly Queue<WorkerEvent> _newest = new();
    private int _firstSize;
    private int _newestSize;
    private long _seq;
    private long _dropped;
    private WorkerEvent? _firstDropped;

    public int Count
    {
        get
        {
            lock (_gate)
                return _first.Count + _newest.Count + (_firstDropped is null ? 0 : 1);
        }
    }

    /// <summary>Numbers the event and keeps it.</summary>
    public void Add(DateTimeOffset at, string kind, string? stream, string text)
    {
        lock (_gate)
        {
            var added = new WorkerEvent(++_seq, at, kind, stream, text);
            // Once the halves have parted, later ones must not overtake.
            if (_newest.Count == 0 && _firstDropped is null && _firstSize + Size(added) <= capacity)
            {
                _first.Enqueue(added);
                _firstSize += Size(added);
                return;
            }
            _newest.Enqueue(added);
            _newestSize += Size(added);
            while (_newestSize > capacity && _newest.Count > 1)
                DropOldestOfNewest();
        }
    }

    /// <summary>The oldest ones; they stay until <see cref="Remove"/>.</summary>
    public IReadOnlyList<WorkerEvent> Peek(int maxCount, int maxSize)
    {
        lock (_gate)
        {
            if (_first.Count == 0)
                JoinHalves();
            var batch = new List<WorkerEvent>();
            var size = 0;
            foreach (var waiting in _first)
            {
                size += Size(waiting);
                if (batch.Count == maxCount || (size > maxSize && batch.Count > 0))
                    break;
                batch.Add(waiting);
            }
            return batch;
        }
    }

    /// <summary>Forgets what the server has taken: the oldest ones, as they came from <see cref="Peek"/>.</summary>
    public void Remove(int count)
    {
        lock (_gate)
        {
            for (; count > 0; count--)
                _firstSize -= Size(_first.Dequeue());
        }
    }

    private static int Size(WorkerEvent of) => of.Text.Length + Overhead;

    private void DropOldestOfNewest()
    {
        var dropped = _newest.Dequeue();
        _newestSize -= Size(dropped);
        _dropped++;
        _firstDropped ??= dropped;
    }

    private void JoinHalves()
    {
        if (_firstDropped is { } gap)
        {
            // It takes the number of the first one that it stands for, so that the numbers still rise.
            var note = new WorkerEvent(gap.Seq, gap.At, WorkerEventKinds.Log, WorkerStreams.Worker, $"{_dropped} lines were dropped here while the server could not be reached.");
            _first.Enqueue(note);
            _firstSize += Size(note);
            _firstDropped = null;
            _dropped = 0;
        }
        while (_newest.TryDequeue(out var moved))
        {
            _newestSize -= Size(moved);
            _first.Enqueue(moved);
            _firstSize += Size(moved);
        }
    }
}
