using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications.Browser;

/// <summary>An end, as a browser tells it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Attempt">Which attempt ended.</param>
/// <param name="Status">How.</param>
/// <param name="Repository">Full name.</param>
/// <param name="Issue">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="EndedAt">When.</param>
public sealed record EndedNotice(Guid TaskId, int Attempt, RelayTaskStatus Status, string Repository, int Issue, string Title, DateTimeOffset EndedAt);
