namespace TaskRelay.Simulator.Faults;

/// <summary>The faults still to come. The first that matches a request takes it.</summary>
public sealed class FaultScript : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private CancellationTokenSource _released = new();

    public Fault Add(Fault fault)
    {
        lock (_gate)
            _faults.Add(fault);
        return fault;
    }

    /// <summary>No more faults; what hangs is let go.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            _released.Cancel();
            _released = new CancellationTokenSource();
        }
    }

    /// <summary>Lets go of every request that hangs.</summary>
    internal void Release() => Clear();

    internal CancellationToken Released
    {
        get
        {
            lock (_gate)
                return _released.Token;
        }
    }

    internal Fault? Take(string method, string path)
    {
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (!fault.Matches(method, path) || fault.Seen++ < fault.LetPass)
                    continue;
                fault.CountHit();
                if (fault.Seen - fault.LetPass >= fault.Times)
                    _faults.Remove(fault);
                return fault;
            }
            return null;
        }
    }

    public void Dispose() => _released.Dispose();
}
