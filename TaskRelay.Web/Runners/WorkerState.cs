namespace TaskRelay.Web.Runners;

/// <summary>What a runner sees of a worker.</summary>
public abstract record WorkerState
{
    private WorkerState()
    {
    }

    /// <summary>It runs; the handle is the one to keep.</summary>
    public sealed record Alive(string Handle) : WorkerState;

    /// <summary>It does not run any more, or never did; why, where the runner knows.</summary>
    public sealed record Gone(string? Reason = null) : WorkerState;

    /// <summary>The runner can't tell now. Never taken for gone.</summary>
    public sealed record Unknown(string Reason) : WorkerState;
}
