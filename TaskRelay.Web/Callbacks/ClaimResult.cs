using TaskRelay.Contracts;

namespace TaskRelay.Web.Callbacks;

/// <summary>What became of a claim.</summary>
public abstract record ClaimResult
{
    private ClaimResult()
    {
    }

    /// <summary>The caller is the attempt's worker.</summary>
    public sealed record Won(ClaimResponse Response) : ClaimResult;

    /// <summary>Another worker is.</summary>
    public sealed record Taken : ClaimResult;

    /// <summary>The attempt is over, or was given up.</summary>
    public sealed record Over : ClaimResult;

    /// <summary>No such ticket, or a dead one.</summary>
    public sealed record Unknown : ClaimResult;
}
