namespace TaskRelay.Simulator.Faults;

/// <summary>Every request, in the order they were answered, with up to 64 KB of each body (git's packs are left out).</summary>
public sealed class RequestLedger(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<(Func<LedgerEntry, bool> Matches, TaskCompletionSource<LedgerEntry> Found)> _waiting = [];

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>The first request that matches, whether it has come already or is still to come.</summary>
    /// <exception cref="TimeoutException">None came in time; the message lists what did come.</exception>
    public async Task<LedgerEntry> WaitForAsync(Func<LedgerEntry, bool> matches, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var found = new TaskCompletionSource<LedgerEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_entries.FirstOrDefault(matches) is { } known)
                return known;
            _waiting.Add((matches, found));
        }
        try
        {
            return await found.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            var seen = string.Join('\n', Entries.TakeLast(40).Select(entry => $"  {entry.Method} {entry.Path} -> {entry.Status}"));
            throw new TimeoutException($"No such request within {timeout}. The last ones were:\n{seen}");
        }
        finally
        {
            lock (_gate)
                _waiting.RemoveAll(one => one.Found == found);
        }
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    internal void Add(LedgerEntry entry)
    {
        List<TaskCompletionSource<LedgerEntry>> found;
        lock (_gate)
        {
            _entries.Add(entry);
            found = [.. _waiting.Where(one => one.Matches(entry)).Select(one => one.Found)];
        }
        found.ForEach(one => one.TrySetResult(entry));
    }
}
