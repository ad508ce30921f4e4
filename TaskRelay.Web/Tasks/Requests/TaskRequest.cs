namespace TaskRelay.Web.Tasks.Requests;

/// <summary>A wish for a task that no comment carries.</summary>
public sealed record TaskRequest
{
    /// <summary><c>owner/name</c>. Required.</summary>
    public string? Repository { get; init; }

    /// <summary>Number of the issue or pull request, from 1. Required. On a pull request the work goes onto its head branch.</summary>
    public int? IssueNumber { get; init; }

    /// <summary>Name or alias of an agent; null: the caller's default.</summary>
    public string? Agent { get; init; }

    /// <summary>Model, as the agent names it; null: the caller's choice, or the agent's own.</summary>
    public string? Model { get; init; }

    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>; null: the caller's default.</summary>
    public TaskPriority? Priority { get; init; }

    /// <summary>What to do, beside what the issue says; at most 65,536 characters.</summary>
    public string? Instructions { get; init; }

    /// <summary>Branch to start from; null: the repository's default one.</summary>
    public string? BaseBranch { get; init; }
}
