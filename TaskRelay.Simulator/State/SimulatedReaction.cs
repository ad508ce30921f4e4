namespace TaskRelay.Simulator.State;

/// <summary>A reaction to a comment, or to an issue itself.</summary>
public sealed record SimulatedReaction(long Id, ReactionSubject Subject, string Content, SimulatedUser User, DateTimeOffset CreatedAt);
