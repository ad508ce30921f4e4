namespace TaskRelay.Simulator.Faults;

/// <summary>Tells the ledger that a request met a fault, and whether its connection was cut.</summary>
internal sealed class MetFault
{
    // An abort shows in RequestAborted a moment later than it happens; the ledger must not depend on that moment.
    public bool Cut { get; private set; }

    public void Abort(HttpContext http)
    {
        Cut = true;
        http.Abort();
    }
}
