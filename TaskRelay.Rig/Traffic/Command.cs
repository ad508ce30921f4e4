namespace TaskRelay.Rig.Traffic;

/// <summary>A comment that asks for a task.</summary>
internal sealed record Command(long RepositoryId, string Repository, int Issue, long CommentId);
