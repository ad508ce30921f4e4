using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications;

/// <summary>What a comment about a task is made of.</summary>
/// <param name="Task">The task as the store holds it.</param>
/// <param name="PlaceInLine">From 1, for a queued task.</param>
/// <param name="TaskPage">Where the dashboard shows it.</param>
/// <param name="Mention">The name that commands begin with.</param>
public sealed record StatusFacts(RelayTask Task, int? PlaceInLine, Uri TaskPage, string Mention);
