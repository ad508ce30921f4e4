using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>The conditions that every list of tasks is made of.</summary>
internal static class TaskRows
{
    /// <summary>What the caller may see.</summary>
    public static IQueryable<RelayTask> VisibleTo(this IQueryable<RelayTask> tasks, Caller caller, Reach reach)
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

    /// <summary>What the filter asks for, its words aside.</summary>
    [SuppressMessage("Performance", "CA1862", Justification = "Becomes SQL, which knows no StringComparison.")]
    public static IQueryable<RelayTask> Narrowed(this IQueryable<RelayTask> tasks, TaskFilter filter)
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

        if (filter.CreatedBy?.ToLowerInvariant() is { } login)
        {
            tasks = tasks.Where(task => task.CreatedByLogin.ToLower() == login);
        }

        return tasks.Created(filter.CreatedFrom, filter.CreatedTo);
    }

    /// <summary>Those that ended then. A task has a completion exactly while it is in a terminal state.</summary>
    public static IQueryable<RelayTask> Ended(this IQueryable<RelayTask> tasks, TaskHistoryFilter filter)
    {
        tasks = tasks.Where(task => task.CompletedAt != null);
        if (filter.From is { } from)
        {
            tasks = tasks.Where(task => task.CompletedAt >= from);
        }

        return filter.To is { } to ? tasks.Where(task => task.CompletedAt < to) : tasks;
    }

    /// <summary>By the time within their ids, which lists are ordered by: the bounds are places in the index.</summary>
    private static IQueryable<RelayTask> Created(this IQueryable<RelayTask> tasks, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is { } first)
        {
            var id = FirstIdAt(first);
            tasks = tasks.Where(task => task.Id.CompareTo(id) >= 0);
        }

        if (to is { } last)
        {
            var id = FirstIdAt(last);
            tasks = tasks.Where(task => task.Id.CompareTo(id) < 0);
        }

        return tasks;
    }

    /// <summary>The lowest id that a task of that moment could have.</summary>
    private static Guid FirstIdAt(DateTimeOffset moment) =>
        Guid.ParseExact($"{Math.Clamp(moment.ToUnixTimeMilliseconds(), 0, 0xFFFF_FFFF_FFFF):x12}70008000000000000000", "N");

    /// <summary>A superset of what a search accepts: SQL finds its words anywhere.</summary>
    public static IQueryable<RelayTask> Holding(this IQueryable<RelayTask> tasks, TaskSearch search) => search.Words.Aggregate(tasks, Holding);

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
