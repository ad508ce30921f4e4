namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Names of the paged lists of tasks, to which their cursors are bound.</summary>
public static class TaskLists
{
    public const string Tasks = "tasks";

    public const string History = "task_history";

    /// <summary>A list in an order: a place in one order is none in another.</summary>
    public static string Sorted(string list, TaskSort sort) => $"{list} by {sort}";
}
