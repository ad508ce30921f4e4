using TaskRelay.Web.Hosting;

namespace TaskRelay.Web.Operations;

/// <summary>What commands end with; the server itself ends with the same.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It could not be done, or what was looked at is not in order.</summary>
    public const int Failed = StartFailure.ExitCode;

    /// <summary>The command line or the configuration has faults.</summary>
    public const int Faults = StartFailure.ConfigurationExitCode;

    /// <summary>Another tool does this for the database in use.</summary>
    public const int NotHere = 3;
}
