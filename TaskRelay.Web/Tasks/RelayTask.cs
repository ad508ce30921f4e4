namespace TaskRelay.Web.Tasks;

/// <summary>One command, from its comment to its end. Written only through <see cref="TaskGate"/> once it exists.</summary>
public sealed class RelayTask
{
    public required Guid Id { get; init; }

    public RelayTaskStatus Status { get; set; } = RelayTaskStatus.Queued;

    public required TaskSource Source { get; init; }

    /// <summary>Name in the agent catalogue.</summary>
    public required string Agent { get; set; }

    public string? Model { get; set; }

    public TaskPriority Priority { get; set; } = TaskPriority.Normal;

    /// <summary>GitHub's id, which survives renames.</summary>
    public required long RepositoryId { get; init; }

    public required string RepositoryOwner { get; set; }

    public required string RepositoryName { get; set; }

    /// <summary>Null when the payload named none: looked up at admission.</summary>
    public long? InstallationId { get; set; }

    public required int IssueNumber { get; init; }

    public required string IssueTitle { get; set; }

    public string? IssueBody { get; set; }

    public string? IssueAuthor { get; set; }

    /// <summary>The command stood on a pull request: the work goes onto its head branch.</summary>
    public bool OnPullRequest { get; set; }

    /// <summary>The comment that asked, if one did; unique with the repository.</summary>
    public long? CommentId { get; init; }

    public required string Instructions { get; set; }

    public required long CreatedById { get; init; }

    public required string CreatedByLogin { get; set; }

    /// <summary>The current attempt, from 1: the fencing number.</summary>
    public int Attempt { get; set; } = 1;

    public required int MaxAttempts { get; set; }

    /// <summary>Name of the runner, such as <c>local</c>.</summary>
    public required string Runner { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public DateTimeOffset? StopRequestedAt { get; set; }

    /// <summary>Every status that is not terminal has one: longest wait, launch deadline, or the attempt's end.</summary>
    public DateTimeOffset? DeadlineAt { get; set; }

    /// <summary>When admission last said yes for this attempt.</summary>
    public DateTimeOffset? AdmittedAt { get; set; }

    /// <summary>Admission is not tried again before this.</summary>
    public DateTimeOffset NextAdmissionAt { get; set; }

    public int AdmissionTries { get; set; }

    /// <summary>Why a queued task waits, for people.</summary>
    public string? WaitReason { get; set; }

    public string? ProgressPhase { get; set; }

    public string? ProgressMessage { get; set; }

    public DateTimeOffset? ProgressAt { get; set; }

    /// <summary>Null means the repository's default branch.</summary>
    public string? BaseBranch { get; set; }

    public required string Branch { get; set; }

    public string? CommitSha { get; set; }

    public int? PullRequestNumber { get; set; }

    public string? PullRequestUrl { get; set; }

    /// <summary>What became of the pull request; null as long as nothing was heard of it.</summary>
    public PullRequestState? PullRequestState { get; set; }

    /// <summary>When GitHub says so.</summary>
    public DateTimeOffset? PullRequestStateAt { get; set; }

    /// <summary>Why it was stopped when no person asked for it: a sentence.</summary>
    public string? StopReason { get; set; }

    public string? Summary { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public double CostUsd { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorPhase { get; set; }

    /// <summary>W3C trace context of the delivery or request that made it; null when nobody traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Milliseconds since 1970 of its end, 0 before that; made by the database, for lists in that order.</summary>
    public long EndedOrder { get; private set; }

    /// <summary>Milliseconds from start to end, -1 without either; made by the database, for lists in that order.</summary>
    public long DurationOrder { get; private set; }

    /// <summary>Number of the newest <see cref="TaskEvent"/>; moved on by the writer of events only.</summary>
    public long LastEventSeq { get; set; }

    public string RepositoryFullName => $"{RepositoryOwner}/{RepositoryName}";

    /// <summary>How the branches of tasks on issues begin.</summary>
    public const string BranchPrefix = "taskrelay/";

    /// <summary>Last 12 hex digits: the first ones are the time and repeat for a minute.</summary>
    public static string ShortId(Guid id) => id.ToString("N")[^12..];

    /// <summary>The branch that a task on an issue works on.</summary>
    public static string BranchFor(int issueNumber, Guid id) => $"{BranchPrefix}{issueNumber}-{ShortId(id)}";
}
