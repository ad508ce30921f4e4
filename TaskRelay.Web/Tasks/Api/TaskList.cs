using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>A page of tasks.</summary>
public sealed record TaskList(IReadOnlyList<TaskView> Items, string? NextCursor);

/// <summary>A page of ended tasks.</summary>
/// <param name="Items">Newest completion first.</param>
/// <param name="NextCursor">Where the list goes on; null at its end.</param>
/// <param name="Summary">Figures of all that the filter finds, on the first page; null with a cursor.</param>
public sealed record TaskHistoryList(IReadOnlyList<TaskView> Items, string? NextCursor, TaskHistorySummary? Summary);

/// <summary>A page of a task's log; <paramref name="NextCursor"/> is the next <c>after</c>.</summary>
public sealed record TaskEventList(IReadOnlyList<TaskEventView> Items, string? NextCursor);

/// <summary>Tasks in a file.</summary>
/// <param name="Items">In the list's order.</param>
public sealed record TaskExportList(IReadOnlyList<TaskView> Items);
