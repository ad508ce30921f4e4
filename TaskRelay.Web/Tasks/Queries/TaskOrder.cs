namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Which end of a list comes first. Ids are ordered by time, so either way is a walk along an index.</summary>
public enum TaskOrder
{
    /// <summary>Asked for last.</summary>
    Newest,

    /// <summary>Asked for first.</summary>
    Oldest,
}
