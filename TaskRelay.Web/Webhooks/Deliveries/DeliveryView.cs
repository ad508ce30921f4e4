using System.Text.Json;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>A webhook as the inbox lists it.</summary>
/// <param name="Id">GitHub's delivery id, or one made of a comment that was read.</param>
/// <param name="Event">Name of the event.</param>
/// <param name="Action">The payload's action.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Repository">Full name of the repository.</param>
/// <param name="IssueNumber">Issue or pull request.</param>
/// <param name="CommentId">Comment.</param>
/// <param name="SenderId">Who caused it, by GitHub's id.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Reason">Why, for what was ignored, rejected or failed.</param>
/// <param name="TaskId">The task that was made or meant.</param>
/// <param name="Source"><c>webhook</c>, or <c>poll</c> for a comment that was read from GitHub because no webhook brought it.</param>
/// <param name="HasPayload">Whether its body is kept, so that it can be replayed.</param>
public sealed record DeliveryView(
    Guid Id, string Event, string? Action, DateTimeOffset ReceivedAt, string? Repository, int? IssueNumber, long? CommentId, long? SenderId,
    DeliveryOutcome Outcome, string? Reason, Guid? TaskId, DeliverySource Source, bool HasPayload);

/// <summary>A page of the inbox, newest first.</summary>
public sealed record DeliveryList(IReadOnlyList<DeliveryView> Items, string? NextCursor);

/// <summary>One webhook with its way through the rules.</summary>
/// <param name="Delivery">What the list shows.</param>
/// <param name="Rules">What was checked, in order, what each rule saw and how it ended.</param>
/// <param name="Followed">What came of it, oldest first.</param>
/// <param name="Payload">The body with secrets taken out; null when it is not kept.</param>
public sealed record DeliveryDetail(
    DeliveryView Delivery, IReadOnlyList<DecisionRule> Rules, IReadOnlyList<DeliveryEffect> Followed, JsonElement? Payload);

/// <summary>Something that came of a delivery.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>task</c> for a move of the task, else how GitHub was told: <c>reaction</c>, <c>reply</c>, …</param>
/// <param name="Text">What happened, in words.</param>
public sealed record DeliveryEffect(DateTimeOffset At, string Kind, string Text);

/// <summary>What a replay did, in the form of a webhook's answer.</summary>
/// <param name="Outcome"><c>accepted</c>, <c>rejected</c>, <c>ignored</c>, or <c>duplicate</c> when it had taken effect before.</param>
/// <param name="Reason">For what was ignored or rejected.</param>
/// <param name="TaskId">The task that was made or meant.</param>
public sealed record ReplayAnswer(DeliveryOutcome Outcome, string? Reason, Guid? TaskId);
