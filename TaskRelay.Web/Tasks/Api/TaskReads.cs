using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The routes that only read.</summary>
internal static class TaskReads
{
    public static async Task<IResult> ListAsync(
        HttpContext context, TaskQueries queries, TaskQueryReader reader, SignedCursors cursors,
        [FromQuery] string[] status, string? repository, string? agent, string? q, int? limit, string? cursor)
    {
        if (TaskQueryReader.LimitProblem(limit) is { } wrong)
        {
            return wrong;
        }

        var (filter, problem) = reader.Filter(status, repository, agent, q);
        if (problem is not null)
        {
            return problem;
        }

        Guid? after = null;
        if (TaskQueryReader.Given(cursor) is { } given && (after = cursors.OpenGuid(TaskLists.Tasks, given)) is null)
        {
            return SignedCursors.Refusal();
        }

        var page = await queries.ListAsync(Caller.Of(context.User)!, filter, limit ?? TaskQueryReader.DefaultLimit, after, context.RequestAborted);

        // A program can't tell a short list from a whole one: without GitHub's word it gets none.
        return page.IsPartial
            ? TaskDoor.Unavailable()
            : TypedResults.Ok(new TaskList(page.Items, page.Next is { } next ? cursors.Seal(TaskLists.Tasks, next) : null));
    }

    public static async Task<IResult> GetAsync(HttpContext context, string id, TaskDoor door, TaskViews views)
    {
        var (task, refusal) = await door.StateAsync(context, id);
        return refusal ?? TypedResults.Ok(views.Of(task!));
    }

    public static async Task<IResult> GetStatusAsync(HttpContext context, string id, TaskDoor door, TaskViews views)
    {
        var (task, refusal) = await door.StateAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(TaskStatusView.Of(views.Of(task!)), RelayJson.Options);
        var tag = $"\"{WebEncoders.Base64UrlEncode(SHA256.HashData(json).AsSpan(0, 18).ToArray())}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Tag == tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(json, "application/json; charset=utf-8");
    }

    public static async Task<IResult> ListEventsAsync(HttpContext context, string id, TaskDoor door, TaskLogQueries log, long? after, int? limit)
    {
        if (TaskQueryReader.LimitProblem(limit) is { } wrong)
        {
            return wrong;
        }

        if (after < 0)
        {
            return ProblemResults.Invalid("after", "Must not be negative.");
        }

        var (task, refusal) = await door.AllAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        var count = limit ?? TaskQueryReader.DefaultLimit;
        var lines = await log.AfterAsync(task!.Id, after ?? 0, count + 1, context.RequestAborted);
        return lines.Count > count
            ? TypedResults.Ok(new TaskEventList([.. lines.Take(count)], lines[count - 1].Seq.ToString()))
            : TypedResults.Ok(new TaskEventList(lines, null));
    }

    public static async Task<IResult> GetPromptAsync(HttpContext context, string id, TaskDoor door, TaskLogQueries log)
    {
        var (task, refusal) = await door.AllAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        return await log.PromptAsync(task!.Id, context.RequestAborted) is { } prompt
            ? TypedResults.Ok(prompt)
            : ProblemResults.Problem(StatusCodes.Status404NotFound, "prompt_not_found", "There is no prompt yet: it is made when a worker reads its job.");
    }
}
