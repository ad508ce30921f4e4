using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Reads ended tasks for a caller, newest completion first. What they may not see is neither shown nor counted.</summary>
public sealed class TaskHistoryQueries(IDbContextFactory<RelayDbContext> contexts, CallerAccess access, TaskViews views)
{
    /// <summary>What a summary counts at most.</summary>
    private const int MaxCounted = 10_000;

    /// <summary>Rows that a search by words looks at for one page; the cursor says where it stopped.</summary>
    private const int MaxScanned = 5000;

    /// <summary>Rows that a search by words looks at for one summary.</summary>
    private const int MaxScannedForSummary = 20_000;

    private const int Batch = 200;

    /// <summary>A page, with the figures of the whole on the first one.</summary>
    public async Task<TaskHistoryListing> ListAsync(
        Caller caller, TaskHistoryFilter filter, int limit, TaskHistoryPosition? after, CancellationToken cancellationToken)
    {
        var reach = await access.OfAsync(caller, cancellationToken);
        var search = new TaskSearch(filter.Tasks.Text);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.Tasks.VisibleTo(caller, reach).Narrowed(filter.Tasks).Holding(search).Ended(filter);
        var summary = after is null ? await SummarizeAsync(rows, search, cancellationToken) : null;
        var (items, next) = await PageAsync(rows, search, limit, after, cancellationToken);
        return new TaskHistoryListing(items, next, summary, reach is Reach.Unknown);
    }

    private static IQueryable<RelayTask> After(IQueryable<RelayTask> tasks, TaskHistoryPosition? position)
    {
        if (position is not var (moment, id))
        {
            return tasks;
        }

        // The first condition says nothing new; it is the one that an index can be entered by.
        return tasks.Where(task => task.CompletedAt <= moment && (task.CompletedAt < moment || task.Id.CompareTo(id) < 0));
    }

    private static IQueryable<RelayTask> Ordered(IQueryable<RelayTask> tasks) =>
        tasks.OrderByDescending(task => task.CompletedAt).ThenByDescending(task => task.Id);

    private async Task<(List<TaskView> Items, TaskHistoryPosition? Next)> PageAsync(
        IQueryable<RelayTask> rows, TaskSearch search, int limit, TaskHistoryPosition? after, CancellationToken cancellationToken)
    {
        // SQL finds the words anywhere; whether one begins a word is judged here, so a page may take several reads.
        var items = new List<TaskView>(limit);
        var take = search.Words.Count == 0 ? limit + 1 : Batch;
        for (var scanned = 0; ;)
        {
            var batch = await Ordered(After(rows, after)).Take(take).Select(views.Projection).ToListAsync(cancellationToken);
            foreach (var task in batch)
            {
                if (search.Matches(task))
                {
                    if (items.Count == limit)
                    {
                        return (items, PositionOf(items[^1]));
                    }

                    items.Add(task);
                }

                after = PositionOf(task);
            }

            scanned += batch.Count;
            if (batch.Count < take)
            {
                return (items, null);
            }

            if (scanned >= MaxScanned)
            {
                return (items, after);
            }
        }
    }

    private async Task<TaskHistorySummary> SummarizeAsync(IQueryable<RelayTask> rows, TaskSearch search, CancellationToken cancellationToken)
    {
        var count = new TaskHistoryCount();
        if (search.Words.Count == 0)
        {
            var ends = Ordered(rows).Take(MaxCounted + 1).Select(task => new { task.Status, task.StartedAt, task.CompletedAt });
            await foreach (var end in ends.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (count.Total == MaxCounted)
                {
                    return count.ToSummary(isTruncated: true);
                }

                count.Add(end.Status, end.StartedAt, end.CompletedAt!.Value);
            }

            return count.ToSummary(isTruncated: false);
        }

        var scanned = 0;
        await foreach (var task in Ordered(rows).Take(MaxScannedForSummary + 1).Select(views.Projection).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (++scanned > MaxScannedForSummary)
            {
                return count.ToSummary(isTruncated: true);
            }

            if (!search.Matches(task))
            {
                continue;
            }

            if (count.Total == MaxCounted)
            {
                return count.ToSummary(isTruncated: true);
            }

            count.Add(task.Status, task.StartedAt, task.CompletedAt!.Value);
        }

        return count.ToSummary(isTruncated: false);
    }

    private static TaskHistoryPosition PositionOf(TaskView task) => new(task.CompletedAt!.Value, task.Id);
}
