namespace TaskRelay.Web.Tasks.Queries;

/// <summary>
/// Puts tasks into an order and goes on behind a place. The first condition on a key says nothing that the second does
/// not; it is the one that an index can be entered by.
/// </summary>
internal static class TaskSorting
{
    /// <summary>The tasks in that order, behind that place.</summary>
    public static IQueryable<RelayTask> Sorted(this IQueryable<RelayTask> tasks, TaskSort sort, TaskPosition? after) => sort.Key switch
    {
        TaskSortKey.Ended => ByEnd(tasks, sort.IsAscending, after),
        TaskSortKey.Duration => ByDuration(tasks, sort.IsAscending, after),
        TaskSortKey.Cost => ByCost(tasks, sort.IsAscending, after),
        _ => ById(tasks, sort.IsAscending, after),
    };

    private static IQueryable<RelayTask> ById(IQueryable<RelayTask> tasks, bool up, TaskPosition? after)
    {
        if (after is (_, var id))
        {
            tasks = up ? tasks.Where(task => task.Id.CompareTo(id) > 0) : tasks.Where(task => task.Id.CompareTo(id) < 0);
        }

        return up ? tasks.OrderBy(task => task.Id) : tasks.OrderByDescending(task => task.Id);
    }

    private static IQueryable<RelayTask> ByEnd(IQueryable<RelayTask> tasks, bool up, TaskPosition? after)
    {
        if (after is (var value, var id))
        {
            var key = (long)value;
            tasks = up
                ? tasks.Where(task => task.EndedOrder >= key && (task.EndedOrder > key || task.Id.CompareTo(id) > 0))
                : tasks.Where(task => task.EndedOrder <= key && (task.EndedOrder < key || task.Id.CompareTo(id) < 0));
        }

        return up
            ? tasks.OrderBy(task => task.EndedOrder).ThenBy(task => task.Id)
            : tasks.OrderByDescending(task => task.EndedOrder).ThenByDescending(task => task.Id);
    }

    private static IQueryable<RelayTask> ByDuration(IQueryable<RelayTask> tasks, bool up, TaskPosition? after)
    {
        if (after is (var value, var id))
        {
            var key = (long)value;
            tasks = up
                ? tasks.Where(task => task.DurationOrder >= key && (task.DurationOrder > key || task.Id.CompareTo(id) > 0))
                : tasks.Where(task => task.DurationOrder <= key && (task.DurationOrder < key || task.Id.CompareTo(id) < 0));
        }

        return up
            ? tasks.OrderBy(task => task.DurationOrder).ThenBy(task => task.Id)
            : tasks.OrderByDescending(task => task.DurationOrder).ThenByDescending(task => task.Id);
    }

    private static IQueryable<RelayTask> ByCost(IQueryable<RelayTask> tasks, bool up, TaskPosition? after)
    {
        if (after is (var key, var id))
        {
            tasks = up
                ? tasks.Where(task => task.CostUsd >= key && (task.CostUsd > key || task.Id.CompareTo(id) > 0))
                : tasks.Where(task => task.CostUsd <= key && (task.CostUsd < key || task.Id.CompareTo(id) < 0));
        }

        return up
            ? tasks.OrderBy(task => task.CostUsd).ThenBy(task => task.Id)
            : tasks.OrderByDescending(task => task.CostUsd).ThenByDescending(task => task.Id);
    }
}
