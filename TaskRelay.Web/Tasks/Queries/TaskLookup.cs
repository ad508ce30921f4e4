namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What a caller who names a task finds.</summary>
public abstract record TaskLookup
{
    private TaskLookup()
    {
    }

    /// <summary>The task, and how far it is open to the caller.</summary>
    public sealed record Found(RelayTask Task, TaskOpenness Openness) : TaskLookup;

    /// <summary>There is none, or none that the caller may see: the two look alike.</summary>
    public sealed record Missing : TaskLookup
    {
        /// <summary>There is one, for others. The caller is never told.</summary>
        public bool IsHidden { get; init; }
    }

    /// <summary>GitHub could not be asked whether the caller may see it.</summary>
    public sealed record Unknown : TaskLookup;
}
