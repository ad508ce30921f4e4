namespace TaskRelay.Simulator.Git;

internal sealed record CommitInfo(
    string Sha, string Tree, IReadOnlyList<string> Parents, string AuthorName, string AuthorEmail, DateTimeOffset AuthoredAt,
    string CommitterName, string CommitterEmail, DateTimeOffset CommittedAt, string Message);
