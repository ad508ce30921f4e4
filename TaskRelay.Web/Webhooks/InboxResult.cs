namespace TaskRelay.Web.Webhooks;

/// <summary>What the store said: the outcome that is answered.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">For ignored and rejected ones.</param>
/// <param name="TaskId">The task that was made, or meant.</param>
public sealed record InboxResult(DeliveryOutcome Outcome, string? Reason = null, Guid? TaskId = null);
