namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>All looks taken together.</summary>
public enum StartupStatus
{
    /// <summary>Everything passes.</summary>
    Ready,

    /// <summary>Everything that is required passes.</summary>
    Degraded,

    /// <summary>Something that is required fails.</summary>
    NotReady,
}
