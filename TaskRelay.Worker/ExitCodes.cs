namespace TaskRelay.Worker;

/// <summary>The worker's exit codes.</summary>
internal static class ExitCodes
{
    /// <summary>The attempt's end was reported, whatever it was.</summary>
    public const int Reported = 0;

    /// <summary>The end could not be reported.</summary>
    public const int NotReported = 1;

    /// <summary>The attempt is another's; nothing was reported.</summary>
    public const int NotOurs = 3;

    /// <summary>Started without what it needs.</summary>
    public const int Usage = 64;
}
