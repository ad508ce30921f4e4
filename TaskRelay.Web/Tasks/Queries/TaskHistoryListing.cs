namespace TaskRelay.Web.Tasks.Queries;

/// <summary>A part of the history.</summary>
/// <param name="Items">Ended tasks, newest completion first.</param>
/// <param name="Next">Where it goes on; null at its end.</param>
/// <param name="Summary">Figures of all that the filter finds; null on later pages.</param>
/// <param name="IsPartial">GitHub could not be asked what else the caller may see: these are their own tasks only.</param>
public sealed record TaskHistoryListing(IReadOnlyList<TaskView> Items, TaskHistoryPosition? Next, TaskHistorySummary? Summary, bool IsPartial);

/// <summary>How the tasks ended that a filter finds.</summary>
/// <param name="Succeeded">Tasks with that end.</param>
/// <param name="Failed">Tasks with that end.</param>
/// <param name="TimedOut">Tasks with that end.</param>
/// <param name="Stopped">Tasks with that end.</param>
/// <param name="Rejected">Tasks with that end.</param>
/// <param name="MedianSeconds">Median of the seconds from start to end, of those whose last attempt started; null when none did.</param>
/// <param name="Truncated">There are more: the figures are those of the newest ones.</param>
public sealed record TaskHistorySummary(int Succeeded, int Failed, int TimedOut, int Stopped, int Rejected, double? MedianSeconds, bool Truncated);
