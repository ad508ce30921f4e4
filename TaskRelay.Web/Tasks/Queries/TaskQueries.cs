using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Reads tasks for a caller: what they may not see is not there. The API and the pages ask the same questions here.</summary>
public sealed class TaskQueries(IDbContextFactory<RelayDbContext> contexts, CallerAccess access, TaskViews views)
{
    /// <summary>Rows that a search by words looks at for one answer; the cursor says where it stopped.</summary>
    private const int MaxScanned = 5000;

    /// <summary>The caller's tasks, newest first.</summary>
    public async Task<TaskListing> ListAsync(Caller caller, TaskFilter filter, int limit, Guid? after, CancellationToken cancellationToken)
    {
        var reach = await access.OfAsync(caller, cancellationToken);
        var search = new TaskSearch(filter.Text);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Narrow(Visible(db.Tasks, caller, reach), filter);
        foreach (var word in search.Words)
        {
            rows = Holding(rows, word);
        }

        // SQL finds the words anywhere; whether one begins a word is judged here, so a page may take several reads.
        var items = new List<TaskView>(limit);
        var scanned = 0;
        while (true)
        {
            var take = search.Words.Count == 0 ? limit + 1 : 200;
            var last = after;
            var batch = await (last is { } id ? rows.Where(task => task.Id.CompareTo(id) < 0) : rows)
                .OrderByDescending(task => task.Id)
                .Take(take)
                .Select(views.Projection)
                .ToListAsync(cancellationToken);
            foreach (var task in batch)
            {
                if (search.Matches(task))
                {
                    if (items.Count == limit)
                    {
                        return new TaskListing(items, items[^1].Id, reach is Reach.Unknown);
                    }

                    items.Add(task);
                }

                after = task.Id;
            }

            scanned += batch.Count;
            if (batch.Count < take)
            {
                return new TaskListing(items, null, reach is Reach.Unknown);
            }

            if (scanned >= MaxScanned)
            {
                return new TaskListing(items, after, reach is Reach.Unknown);
            }
        }
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

    private static IQueryable<RelayTask> Visible(IQueryable<RelayTask> tasks, Caller caller, Reach reach)
    {
        var me = caller.Id;
        switch (reach)
        {
            case Reach.Everything:
                return tasks;
            case Reach.Repositories({ Count: > 0 } ids):
                // One JSON parameter, however many repositories: the statement stays the same and stays prepared.
                var list = ids.ToArray();
                return tasks.Where(task => task.CreatedById == me || EF.Parameter(list).Contains(task.RepositoryId));
            default:
                return tasks.Where(task => task.CreatedById == me);
        }
    }

    [SuppressMessage("Performance", "CA1862", Justification = "Becomes SQL, which knows no StringComparison.")]
    private static IQueryable<RelayTask> Narrow(IQueryable<RelayTask> tasks, TaskFilter filter)
    {
        if (filter.Statuses is [var only])
        {
            tasks = tasks.Where(task => task.Status == only);
        }
        else if (filter.Statuses.Count > 1)
        {
            var statuses = filter.Statuses.ToArray();
            tasks = tasks.Where(task => statuses.Contains(task.Status));
        }

        if (filter.Repository?.ToLowerInvariant() is { } repository)
        {
            tasks = tasks.Where(task => (task.RepositoryOwner + "/" + task.RepositoryName).ToLower() == repository);
        }

        if (filter.Agent?.ToLowerInvariant() is { } agent)
        {
            tasks = tasks.Where(task => task.Agent == agent);
        }

        return tasks;
    }

    /// <summary>A superset of what <see cref="TaskSearch"/> accepts for a word.</summary>
    private static IQueryable<RelayTask> Holding(IQueryable<RelayTask> tasks, string word)
    {
        // SQLite lowers ASCII letters only: other words are left to the judgement in memory.
        if (!System.Text.Ascii.IsValid(word))
        {
            return tasks;
        }

        var pattern = $"%{word.ToLowerInvariant().Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
        var number = TaskSearch.NumberOf(word) ?? -1;
        return tasks.Where(task =>
            task.IssueNumber == number
            || EF.Functions.Like(task.IssueTitle.ToLower(), pattern, @"\")
            || EF.Functions.Like((task.RepositoryOwner + "/" + task.RepositoryName).ToLower(), pattern, @"\")
            || EF.Functions.Like(task.Instructions.ToLower(), pattern, @"\"));
    }
}
