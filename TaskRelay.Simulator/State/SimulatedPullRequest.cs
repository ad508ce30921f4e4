namespace TaskRelay.Simulator.State;

/// <summary>A pull request within one repository. Title, body and state are those of its <see cref="Issue"/>.</summary>
public sealed record SimulatedPullRequest(
    long Id, SimulatedIssue Issue, string HeadRef, string HeadSha, string BaseRef, string BaseSha, bool Draft)
{
    public bool Merged => MergedAt is not null;
    public DateTimeOffset? MergedAt { get; init; }
    public SimulatedUser? MergedBy { get; init; }
    public string? MergeCommitSha { get; init; }
    /// <summary>The repository that the branch is in, where that is another one.</summary>
    public SimulatedRepository? Fork { get; init; }

    public IReadOnlyList<SimulatedUser> RequestedReviewers { get; init; } = [];

    public int Number => Issue.Number;
    public string Title => Issue.Title;
    public string? Body => Issue.Body;
    public string State => Issue.State;
    public SimulatedUser Author => Issue.Author;
}
