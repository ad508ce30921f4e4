namespace TaskRelay.Web.Tasks;

/// <summary>What the gate did with a <see cref="TaskMove"/>. A refusal is an answer, not a fault.</summary>
public abstract record MoveResult
{
    private MoveResult()
    {
    }

    /// <summary>The task has moved.</summary>
    public sealed record Moved(RelayTask Task, RelayTaskStatus From) : MoveResult;

    /// <summary>There is no such task.</summary>
    public sealed record NoSuchTask : MoveResult;

    /// <summary>A newer attempt exists.</summary>
    public sealed record Superseded(RelayTask Task) : MoveResult;

    /// <summary>The task's status is not one that the mover expected.</summary>
    public sealed record Refused(RelayTask Task) : MoveResult;
}
