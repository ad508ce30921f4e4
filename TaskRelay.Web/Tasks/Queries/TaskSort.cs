namespace TaskRelay.Web.Tasks.Queries;

/// <summary>The order of a list.</summary>
/// <param name="Key">By what.</param>
/// <param name="IsAscending">The least comes first.</param>
public sealed record TaskSort(TaskSortKey Key, bool IsAscending = false)
{
    /// <summary>Asked for last comes first.</summary>
    public static readonly TaskSort Newest = new(TaskSortKey.Created);

    /// <summary>Ended last comes first.</summary>
    public static readonly TaskSort LastEnded = new(TaskSortKey.Ended);

    /// <summary>As an address names it: <c>cost</c>, or <c>-cost</c> where the most comes first.</summary>
    public override string ToString() => $"{(IsAscending ? "" : "-")}{Key.ToString().ToLowerInvariant()}";

    /// <summary>The reverse; null when there is no such order.</summary>
    public static TaskSort? Parse(string? text)
    {
        var isAscending = text is not ['-', ..];
        foreach (var key in Enum.GetValues<TaskSortKey>())
        {
            if (string.Equals(isAscending ? text : text![1..], key.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return new TaskSort(key, isAscending);
            }
        }

        return null;
    }

    /// <summary>Where a task stands in it.</summary>
    public TaskPosition PositionOf(TaskView task) => new(
        Key switch
        {
            TaskSortKey.Ended => task.CompletedAt?.ToUnixTimeMilliseconds() ?? 0,
            TaskSortKey.Duration => task is { CompletedAt: { } end, StartedAt: { } start } ? end.ToUnixTimeMilliseconds() - start.ToUnixTimeMilliseconds() : -1,
            TaskSortKey.Cost => task.Usage.CostUsd,
            _ => 0,
        },
        task.Id);
}
