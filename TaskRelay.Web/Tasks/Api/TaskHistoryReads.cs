using Microsoft.AspNetCore.Mvc;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The route of ended tasks.</summary>
internal static class TaskHistoryReads
{
    public static async Task<IResult> ListAsync(
        HttpContext context, TaskHistoryQueries history, TaskQueryReader reader, SignedCursors cursors,
        string? from, string? to, [FromQuery] string[] status, string? repository, string? agent, string? q, int? limit, string? cursor)
    {
        if (TaskQueryReader.LimitProblem(limit) is { } wrong)
        {
            return wrong;
        }

        var (filter, badFilter) = reader.Filter(status, repository, agent, q);
        var (first, last, badTimes) = TaskQueryReader.Times(from, to);
        if ((badFilter ?? badTimes) is { } problem)
        {
            return problem;
        }

        TaskHistoryPosition? after = null;
        if (TaskQueryReader.Given(cursor) is { } given)
        {
            after = cursors.Open(TaskLists.History, given) is { } text ? TaskHistoryPosition.Parse(text) : null;
            if (after is null)
            {
                return SignedCursors.Refusal();
            }
        }

        var page = await history.ListAsync(
            Caller.Of(context.User)!,
            new TaskHistoryFilter { Tasks = filter, From = first, To = last },
            limit ?? TaskQueryReader.DefaultLimit,
            after,
            context.RequestAborted);
        return page.IsPartial
            ? TaskDoor.Unavailable()
            : TypedResults.Ok(new TaskHistoryList(
                page.Items, page.Next is { } next ? cursors.Seal(TaskLists.History, next.ToString()) : null, page.Summary));
    }
}
