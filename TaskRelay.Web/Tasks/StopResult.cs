namespace TaskRelay.Web.Tasks;

/// <summary>What became of a wish to stop.</summary>
public abstract record StopResult
{
    private StopResult()
    {
    }

    /// <summary>The task is stopping or stopped; <paramref name="Changed"/> is false when it was before.</summary>
    public sealed record Accepted(RelayTask Task, bool Changed) : StopResult;

    /// <summary>The task ended by itself first: that result stands.</summary>
    public sealed record AlreadyFinished(RelayTask Task) : StopResult;

    /// <summary>There is no such task.</summary>
    public sealed record NoSuchTask : StopResult;
}
