namespace TaskRelay.Contracts;

/// <summary>Body of <c>POST /api/callbacks/complete</c>.</summary>
public sealed record CompletionReport
{
    /// <summary>The task, which must be the token's.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The attempt, which must be the token's.</summary>
    public required int Attempt { get; init; }

    /// <summary><c>succeeded</c>, <c>failed</c>, <c>timed_out</c> or <c>stopped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The branch that was pushed, if one was.</summary>
    public string? Branch { get; init; }

    /// <summary>Its head.</summary>
    public string? CommitSha { get; init; }

    /// <summary>The pull request's page, in the task's own repository.</summary>
    public string? PrUrl { get; init; }

    /// <summary>What was done, in a few lines.</summary>
    public string? Summary { get; init; }

    /// <summary>What the agent says it used.</summary>
    public ReportedUsage? Usage { get; init; }

    /// <summary>Required with <c>failed</c> and <c>timed_out</c>.</summary>
    public ReportedError? Error { get; init; }
}

/// <summary>Tokens and money.</summary>
/// <param name="InputTokens">Tokens read, those from a cache too.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="CostUsd">US dollars, as the agent's CLI adds them up.</param>
public sealed record ReportedUsage(long InputTokens, long OutputTokens, double CostUsd);

/// <summary>Why an attempt did not succeed.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Phase">The phase that it happened in.</param>
/// <param name="Passing">The cause lies outside and may be gone soon: GitHub out of reach, a provider overloaded.</param>
/// <param name="RetryAt">When the cause will be gone, where somebody told: the end of a quota's period.</param>
public sealed record ReportedError(string Code, string Message, string? Phase, bool Passing = false, DateTimeOffset? RetryAt = null);

/// <summary>Answer to a report.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Status">Its status now.</param>
/// <param name="Duplicate">True when the same report had been stored before.</param>
public sealed record CompletionAnswer(Guid TaskId, string Status, bool Duplicate);
