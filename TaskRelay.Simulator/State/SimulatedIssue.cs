namespace TaskRelay.Simulator.State;

/// <summary>An issue, or the conversation side of a pull request (which shares its number).</summary>
public sealed record SimulatedIssue(
    long Id, long RepositoryId, int Number, string Title, string? Body, SimulatedUser Author, DateTimeOffset CreatedAt)
{
    public string State { get; init; } = "open";
    public string? StateReason { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
    public DateTimeOffset? ClosedAt { get; init; }
    public bool IsPullRequest { get; init; }
    public bool Locked { get; init; }

    /// <summary>Opened by the App itself.</summary>
    public bool ByApp { get; init; }

    internal bool IsOpen => State == "open";
}
