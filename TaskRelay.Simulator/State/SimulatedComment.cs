namespace TaskRelay.Simulator.State;

/// <summary>A comment on an issue or a pull request. <see cref="Edits"/> counts how often its text was changed.</summary>
public sealed record SimulatedComment(
    long Id, long RepositoryId, int IssueNumber, string Body, SimulatedUser Author, DateTimeOffset CreatedAt)
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
    public bool ByApp { get; init; }
    public int Edits { get; init; }
}
