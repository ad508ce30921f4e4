using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>A page of tasks.</summary>
public sealed record TaskList(IReadOnlyList<TaskView> Items, string? NextCursor);

/// <summary>A page of a task's log; <paramref name="NextCursor"/> is the next <c>after</c>.</summary>
public sealed record TaskEventList(IReadOnlyList<TaskEventView> Items, string? NextCursor);
