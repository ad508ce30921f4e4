using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Adds up what came of ended tasks that a caller may see: for charts, comparisons and estimates.</summary>
public sealed class TaskFigureQueries(IDbContextFactory<RelayDbContext> contexts, CallerAccess access, TaskViews views)
{
    /// <summary>Tasks that are added up at most, the newest ones: a page stays quick however old the store is.</summary>
    public const int MaxCounted = 10_000;

    /// <summary>Figures of what a filter finds; by day where it begins at a time.</summary>
    public async Task<TaskFigures> OfAsync(Caller caller, TaskHistoryFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reach = await access.OfAsync(caller, cancellationToken);
        var search = new TaskSearch(filter.Tasks.Text);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tasks = Newest(db.Tasks.VisibleTo(caller, reach).Narrowed(filter.Tasks).Holding(search), filter);
        var rows = search.Words.Count == 0
            ? await tasks.Select(task => new TaskFigureRow(
                task.Status, task.Agent, task.Model, task.RepositoryOwner + "/" + task.RepositoryName, task.StartedAt, task.CompletedAt!.Value,
                task.CostUsd, task.PullRequestNumber != null, task.PullRequestState)).ToListAsync(cancellationToken)
            : [.. (await tasks.Select(views.Projection).ToListAsync(cancellationToken)).Where(search.Matches).Select(Row)];
        var isTruncated = rows.Count > MaxCounted;
        if (isTruncated)
        {
            rows.RemoveAt(MaxCounted);
        }

        return new TaskFigures(
            TaskFigureRow.Sum("all", rows),
            filter.From is { } from ? Days(rows, from, filter.To ?? now) : [],
            TaskFigureRow.By(rows, row => row.Agent),
            TaskFigureRow.By(rows, row => $"{row.Agent} · {row.Model ?? "default model"}"),
            TaskFigureRow.By(rows, row => row.Repository),
            isTruncated,
            reach is Reach.Unknown);
    }

    private static IQueryable<RelayTask> Newest(IQueryable<RelayTask> tasks, TaskHistoryFilter filter)
    {
        tasks = tasks.Where(task => task.CompletedAt != null);
        if (filter.From is { } from)
        {
            tasks = tasks.Where(task => task.CompletedAt >= from);
        }

        if (filter.To is { } to)
        {
            tasks = tasks.Where(task => task.CompletedAt < to);
        }

        return tasks.OrderByDescending(task => task.CompletedAt).ThenByDescending(task => task.Id).Take(MaxCounted + 1);
    }

    private static TaskFigureRow Row(TaskView task) => new(
        task.Status, task.Agent, task.Model, task.Repository.FullName, task.StartedAt, task.CompletedAt!.Value, task.Usage.CostUsd,
        task.PullRequest is not null, task.PullRequestState);

    private static IReadOnlyList<TaskFigure> Days(List<TaskFigureRow> rows, DateTimeOffset from, DateTimeOffset to)
    {
        var byDay = rows.ToLookup(row => DateOnly.FromDateTime(row.CompletedAt.UtcDateTime));
        var (first, last) = (DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime));
        return
        [
            .. Enumerable.Range(0, Math.Clamp(last.DayNumber - first.DayNumber + 1, 0, 400))
                .Select(at => first.AddDays(at))
                .Select(day => TaskFigureRow.Sum(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. byDay[day]])),
        ];
    }
}
