namespace TaskRelay.Web.Tasks.Queries;

/// <summary>A part of a list, newest first unless another order was asked for.</summary>
/// <param name="Items">Tasks.</param>
/// <param name="Next">The id after which the list goes on; null at its end.</param>
/// <param name="IsPartial">GitHub could not be asked what else the caller may see: these are their own tasks only.</param>
public sealed record TaskListing(IReadOnlyList<TaskView> Items, Guid? Next, bool IsPartial)
{
    /// <summary>The same place in the order that was asked for.</summary>
    public TaskPosition? NextPosition { get; init; }
}
