namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>How one look ended.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>TaskRelay works, but something is worth knowing, or could not be found out.</summary>
    Warn,

    /// <summary>Something does not work.</summary>
    Fail,
}
