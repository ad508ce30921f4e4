using TaskRelay.Contracts;

namespace TaskRelay.Web.Callbacks;

/// <summary>What became of a report.</summary>
public abstract record CompletionResult
{
    private CompletionResult()
    {
    }

    /// <summary>Stored now, or stored before in the same words.</summary>
    public sealed record Accepted(CompletionAnswer Answer) : CompletionResult;

    /// <summary>Refused with a code; branch, commit and pull request are kept as evidence.</summary>
    public sealed record Conflict(string Code, string Detail) : CompletionResult;
}
