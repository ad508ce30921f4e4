namespace TaskRelay.Web.Ingest;

/// <summary>Whether tasks may be asked for in a repository.</summary>
public enum RepositoryState
{
    /// <summary>They may.</summary>
    On,

    /// <summary>They may, and wait.</summary>
    Paused,

    /// <summary>Its administrators switched it off.</summary>
    Off,

    /// <summary>Its account is not served here.</summary>
    NotServed,

    /// <summary>GitHub lets nobody write to it.</summary>
    Archived,
}
