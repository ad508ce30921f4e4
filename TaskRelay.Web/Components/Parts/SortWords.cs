using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Orders in words.</summary>
public static class SortWords
{
    /// <summary>Every order, the most telling direction of each first.</summary>
    public static IReadOnlyList<TaskSort> Offered { get; } =
        [.. Enum.GetValues<TaskSortKey>().SelectMany(key => new[] { new TaskSort(key), new TaskSort(key, IsAscending: true) })];

    /// <summary>The words of one.</summary>
    public static string Of(TaskSort sort) => (sort.Key, sort.IsAscending) switch
    {
        (TaskSortKey.Created, false) => "Newest first",
        (TaskSortKey.Created, true) => "Oldest first",
        (TaskSortKey.Ended, false) => "Last end first",
        (TaskSortKey.Ended, true) => "First end first",
        (TaskSortKey.Duration, false) => "Longest first",
        (TaskSortKey.Duration, true) => "Shortest first",
        (TaskSortKey.Cost, false) => "Dearest first",
        _ => "Cheapest first",
    };

    /// <summary>The value of <c>aria-sort</c> of a column.</summary>
    public static string Aria(TaskSort sort, TaskSortKey key) => sort.Key != key ? "none" : sort.IsAscending ? "ascending" : "descending";
}
