namespace TaskRelay.Rig.Traffic;

/// <summary>An answer of 2xx.</summary>
/// <param name="Delivery">To this delivery.</param>
/// <param name="Life">Given by this start of the app, from 1.</param>
/// <param name="Status">200 or 202.</param>
/// <param name="Outcome">What was said to come of it.</param>
/// <param name="TaskId">The task that was named.</param>
/// <param name="RepositoryId">Of the command that it carried.</param>
/// <param name="CommentId">Of the command that it carried.</param>
internal sealed record LedgerLine(Guid Delivery, int Life, int Status, string? Outcome, Guid? TaskId, long? RepositoryId, long? CommentId);
