namespace TaskRelay.Simulator.Git;

/// <summary>One file of a comparison, with GitHub's words for what happened to it.</summary>
internal sealed record ChangedFile(string Path, string? PreviousPath, string Status, int Additions, int Deletions, string BlobSha, string? Patch);
