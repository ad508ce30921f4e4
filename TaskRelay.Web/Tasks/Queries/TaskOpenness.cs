namespace TaskRelay.Web.Tasks.Queries;

/// <summary>How far a visible task is open to a caller.</summary>
public enum TaskOpenness
{
    /// <summary>All of it.</summary>
    Open,

    /// <summary>Their own, in a repository that they have lost: its state, but not what was read from the repository.</summary>
    StateOnly,

    /// <summary>Their own, and GitHub could not be asked about the repository.</summary>
    Unknown,
}
