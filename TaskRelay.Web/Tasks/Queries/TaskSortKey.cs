namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What lists of tasks are ordered by. Each is a walk along an index.</summary>
public enum TaskSortKey
{
    /// <summary>When they were asked for, which their ids are ordered by.</summary>
    Created,

    /// <summary>When they ended; what has not ended stands before everything.</summary>
    Ended,

    /// <summary>From start to end; what has no end or never started stands before everything.</summary>
    Duration,

    /// <summary>What they cost.</summary>
    Cost,
}
