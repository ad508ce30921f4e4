using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The routes that hand out whole lists as files: the caller's own view, in the lists' filters, page after page.</summary>
internal static class TaskExport
{
    /// <summary>More than a spreadsheet is good for; what is beyond is left to the lists' cursors.</summary>
    private const int MaxTasks = 10_000;

    private const int PageSize = 200;

    public static async Task<IResult> TasksAsync(
        HttpContext context, TaskQueries queries, TaskQueryReader reader, TimeProvider clock,
        string? format, [FromQuery] string[] status, string? repository, string? agent, string? q, string? createdBy, string? createdFrom, string? createdTo)
    {
        var (filter, badFilter) = reader.Filter(status, repository, agent, q);
        var (first, last, badTimes) = TaskQueryReader.Times(createdFrom, createdTo, "createdFrom", "createdTo");
        if ((FormatProblem(format) ?? badFilter ?? badTimes) is { } problem)
        {
            return problem;
        }

        filter = filter with { CreatedBy = TaskQueryReader.Given(createdBy), CreatedFrom = first, CreatedTo = last };
        var caller = Caller.Of(context.User)!;
        Guid? after = null;
        return await FileAsync(context, "tasks", format, clock, async stop =>
        {
            var page = await queries.ListAsync(caller, filter, PageSize, after, stop);
            after = page.Next;
            return (page.Items, after is not null, page.IsPartial);
        });
    }

    public static async Task<IResult> HistoryAsync(
        HttpContext context, TaskHistoryQueries queries, TaskQueryReader reader, TimeProvider clock,
        string? format, [FromQuery] string[] status, string? repository, string? agent, string? q, string? createdBy, string? from, string? to)
    {
        var (filter, badFilter) = reader.Filter(status, repository, agent, q);
        var (first, last, badTimes) = TaskQueryReader.Times(from, to);
        if ((FormatProblem(format) ?? badFilter ?? badTimes) is { } problem)
        {
            return problem;
        }

        var history = new TaskHistoryFilter { Tasks = filter with { CreatedBy = TaskQueryReader.Given(createdBy) }, From = first, To = last };
        var caller = Caller.Of(context.User)!;
        TaskHistoryPosition? after = null;
        return await FileAsync(context, "task-history", format, clock, async stop =>
        {
            var page = await queries.ListAsync(caller, history, PageSize, after, stop);
            after = page.Next;
            return (page.Items, after is not null, page.IsPartial);
        });
    }

    private static IResult? FormatProblem(string? format) =>
        format is null or "" or "csv" or "json" ? null : ProblemResults.Invalid("format", "Must be csv or json.");

    private static async Task<IResult> FileAsync(
        HttpContext context, string name, string? format, TimeProvider clock,
        Func<CancellationToken, Task<(IReadOnlyList<TaskView> Tasks, bool HasMore, bool IsPartial)>> nextAsync)
    {
        // The first page decides: a program can't tell a short file from a whole one, so without GitHub's word it gets none.
        var stop = context.RequestAborted;
        var (tasks, hasMore, isPartial) = await nextAsync(stop);
        if (isPartial)
        {
            return TaskDoor.Unavailable();
        }

        var isJson = format == "json";
        var file = $"{name}-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{(isJson ? "json" : "csv")}";
        return TypedResults.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, TaskCsv.Encoding, leaveOpen: true);
                await writer.WriteAsync(isJson ? "{\"items\":[" : TaskCsv.Head);
                for (var count = 0; ;)
                {
                    foreach (var task in tasks)
                    {
                        await writer.WriteAsync(isJson ? $"{(count == 0 ? "" : ",")}\n{JsonSerializer.Serialize(task, RelayJson.Options)}" : TaskCsv.Line(task));
                        count++;
                    }

                    if (!hasMore || count >= MaxTasks)
                    {
                        break;
                    }

                    await writer.FlushAsync(stop);
                    (tasks, hasMore, _) = await nextAsync(stop);
                }

                await writer.WriteAsync(isJson ? "\n]}\n" : "");
            },
            isJson ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
            file);
    }
}
