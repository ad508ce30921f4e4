using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Reads tasks for a caller: what they may not see is not there. The API and the pages ask the same questions here.</summary>
public sealed class TaskQueries(IDbContextFactory<RelayDbContext> contexts, CallerAccess access, TaskViews views)
{
    /// <summary>Rows that a search by words looks at for one answer; the cursor says where it stopped.</summary>
    private const int MaxScanned = 5000;

    /// <summary>Tasks that are acted on at once: more than a page shows.</summary>
    private const int MaxAtOnce = 200;

    /// <summary>The caller's tasks, newest first.</summary>
    public Task<TaskListing> ListAsync(Caller caller, TaskFilter filter, int limit, Guid? after, CancellationToken cancellationToken) =>
        ListAsync(caller, filter, TaskSort.Newest, limit, after is { } id ? new TaskPosition(0, id) : null, cancellationToken);

    /// <summary>The caller's tasks in an order.</summary>
    public Task<TaskListing> ListAsync(
        Caller caller, TaskFilter filter, TaskSort sort, int limit, TaskPosition? after, CancellationToken cancellationToken) =>
        PageAsync(caller, filter, rows => rows, sort, limit, after, cancellationToken);

    /// <summary>Those that have ended, in an order.</summary>
    public Task<TaskListing> EndedAsync(
        Caller caller, TaskHistoryFilter filter, TaskSort sort, int limit, TaskPosition? after, CancellationToken cancellationToken) =>
        PageAsync(caller, filter.Tasks, rows => rows.Ended(filter), sort, limit, after, cancellationToken);

    private async Task<TaskListing> PageAsync(
        Caller caller, TaskFilter filter, Func<IQueryable<RelayTask>, IQueryable<RelayTask>> more, TaskSort sort, int limit, TaskPosition? after,
        CancellationToken cancellationToken)
    {
        var reach = await access.OfAsync(caller, cancellationToken);
        var search = new TaskSearch(filter.Text);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = more(db.Tasks.VisibleTo(caller, reach).Narrowed(filter).Holding(search));

        // SQL finds the words anywhere; whether one begins a word is judged here, so a page may take several reads.
        var items = new List<TaskView>(limit);
        var take = search.Words.Count == 0 ? limit + 1 : 200;
        for (var scanned = 0; ;)
        {
            var batch = await rows.Sorted(sort, after).Take(take).Select(views.Projection).ToListAsync(cancellationToken);
            foreach (var task in batch)
            {
                if (search.Matches(task))
                {
                    if (items.Count == limit)
                    {
                        return Part(sort.PositionOf(items[^1]));
                    }

                    items.Add(task);
                }

                after = sort.PositionOf(task);
            }

            scanned += batch.Count;
            if (batch.Count < take)
            {
                return Part(null);
            }

            if (scanned >= MaxScanned)
            {
                return Part(after);
            }
        }

        TaskListing Part(TaskPosition? next) => new(items, next?.Id, reach is Reach.Unknown) { NextPosition = next };
    }

    /// <summary>Of these tasks the ones that the caller may see, and how far: for acts on several at once.</summary>
    public async Task<IReadOnlyList<TaskLookup.Found>> FindAllAsync(Caller caller, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var reach = await access.OfAsync(caller, cancellationToken);
        var wanted = ids.Take(MaxAtOnce).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tasks = await db.Tasks.VisibleTo(caller, reach).Where(task => wanted.Contains(task.Id)).OrderBy(task => task.Id).ToListAsync(cancellationToken);
        return
        [
            .. tasks.Select(task => new TaskLookup.Found(task, reach.Covers(task.RepositoryId) ? TaskOpenness.Open
                : reach is Reach.Unknown ? TaskOpenness.Unknown : TaskOpenness.StateOnly)),
        ];
    }

    /// <summary>One task.</summary>
    public async Task<TaskLookup> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var reach = await access.OfAsync(caller, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var task = await db.Tasks.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        var isOwn = task?.CreatedById == caller.Id;
        return task switch
        {
            // Asked about a task that is not their own, the answer without GitHub is the same whether it exists or not.
            _ when reach is Reach.Unknown && !isOwn => new TaskLookup.Unknown(),
            null => new TaskLookup.Missing(),
            _ when reach.Covers(task.RepositoryId) => new TaskLookup.Found(task, TaskOpenness.Open),
            _ when isOwn => new TaskLookup.Found(task, reach is Reach.Unknown ? TaskOpenness.Unknown : TaskOpenness.StateOnly),
            _ => new TaskLookup.Missing { IsHidden = true },
        };
    }
}
