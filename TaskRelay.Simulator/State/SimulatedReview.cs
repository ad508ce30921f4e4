namespace TaskRelay.Simulator.State;

/// <summary>A submitted review: <c>APPROVED</c>, <c>CHANGES_REQUESTED</c> or <c>COMMENTED</c>.</summary>
public sealed record SimulatedReview(
    long Id, long RepositoryId, int PullNumber, string State, string Body, SimulatedUser Author, string CommitId, DateTimeOffset SubmittedAt);

/// <summary>A comment on a line of a pull request; without a line the code below it has changed since.</summary>
public sealed record SimulatedReviewComment(
    long Id, long RepositoryId, int PullNumber, string Path, int? Line, int OriginalLine, string Body, SimulatedUser Author, string CommitId, DateTimeOffset CreatedAt)
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
    public long? ReviewId { get; init; }
}

/// <summary>What a program says of a commit.</summary>
public sealed record SimulatedCheckRun(
    long Id, long RepositoryId, string HeadSha, string Name, string? Conclusion, string? Title, string? Summary, DateTimeOffset StartedAt);
