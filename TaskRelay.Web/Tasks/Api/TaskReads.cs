using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The routes that only read.</summary>
internal static class TaskReads
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static async Task<IResult> ListAsync(
        HttpContext context, TaskQueries queries, SignedCursors cursors, string[] status, string? repository, string? agent, string? q, int? limit, string? cursor)
    {
        if (LimitProblem(limit) is { } wrong)
        {
            return wrong;
        }

        var statuses = new List<RelayTaskStatus>();
        foreach (var name in status)
        {
            if (TaskFilter.StatusOf(name) is not { } known)
            {
                return ProblemResults.Invalid("status", $"Not a status; use {string.Join(", ", Enum.GetValues<RelayTaskStatus>().Select(TaskFilter.NameOf))}.");
            }

            statuses.Add(known);
        }

        Guid? after = null;
        if (cursor is not null && (after = cursors.OpenGuid(TaskLists.Tasks, cursor)) is null)
        {
            return SignedCursors.Refusal();
        }

        var filter = new TaskFilter { Statuses = statuses, Repository = repository, Agent = agent, Text = q };
        var page = await queries.ListAsync(Caller.Of(context.User)!, filter, limit ?? DefaultLimit, after, context.RequestAborted);

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
        if (LimitProblem(limit) is { } wrong)
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

        var count = limit ?? DefaultLimit;
        var lines = await log.AfterAsync(task!.Id, after ?? 0, count + 1, context.RequestAborted);
        return lines.Count > count
            ? TypedResults.Ok(new TaskEventList([.. lines.Take(count)], lines[count - 1].Seq.ToString()))
            : TypedResults.Ok(new TaskEventList(lines, null));
    }

    private static IResult? LimitProblem(int? limit) =>
        limit is < 1 or > MaxLimit ? ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.") : null;
}
