namespace TaskRelay.Web.Commands;

/// <summary>Stable words for why a command is refused.</summary>
public static class RefusalReasons
{
    /// <summary><c>agent=NAME</c> names no agent.</summary>
    public const string UnknownAgent = "unknown_agent";

    /// <summary>A flag that does not exist.</summary>
    public const string UnknownFlag = "unknown_flag";

    /// <summary>A flag with a value that it does not take, without one, or given twice.</summary>
    public const string InvalidFlagValue = "invalid_flag_value";
}
