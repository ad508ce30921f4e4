namespace TaskRelay.Web.Setup;

/// <summary>How a step of set-up stands.</summary>
public enum StepState
{
    /// <summary>Nobody has done it yet.</summary>
    ToDo,

    /// <summary>Something before it is missing.</summary>
    Later,

    /// <summary>Something will come by itself, and is looked for.</summary>
    Waiting,

    /// <summary>It works.</summary>
    Done,

    /// <summary>It was done and does not work.</summary>
    Failing,
}
