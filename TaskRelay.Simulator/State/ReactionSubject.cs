namespace TaskRelay.Simulator.State;

/// <summary>What was reacted to: a comment by its id, else the issue by its number.</summary>
public readonly record struct ReactionSubject(long RepositoryId, int IssueNumber, long? CommentId);
