namespace TaskRelay.Simulator.Git;

internal sealed record TreeEntry(string Name, string Path, string Type, string Sha, long Size);
