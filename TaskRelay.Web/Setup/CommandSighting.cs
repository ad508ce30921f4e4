using TaskRelay.Web.Tasks;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Setup;

/// <summary>A command that came from GitHub.</summary>
/// <param name="At">When it came.</param>
/// <param name="Repository">Where it was written.</param>
/// <param name="Issue">On which issue.</param>
/// <param name="Outcome">What was decided about it.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Source">By webhook, or read.</param>
/// <param name="TaskId">The task that it made or meant.</param>
/// <param name="Status">That task's state.</param>
public sealed record CommandSighting(
    DateTimeOffset At, string? Repository, int? Issue, DeliveryOutcome Outcome, string? Reason, DeliverySource Source, Guid? TaskId, RelayTaskStatus? Status);
