using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The routes that change a task.</summary>
internal static class TaskActions
{
    public static async Task<IResult> StopAsync(HttpContext context, string id, TaskDoor door, TaskControl control, TaskViews views)
    {
        var (known, refusal) = await door.StateAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        return await control.StopAsync(known!.Id, context.Actor(), context.RequestAborted) switch
        {
            StopResult.Accepted(var task, true) => TypedResults.Accepted((string?)null, views.Of(task)),
            StopResult.Accepted(var task, false) => TypedResults.Ok(views.Of(task)),
            StopResult.AlreadyFinished => ProblemResults.Problem(
                StatusCodes.Status409Conflict, "already_finished", "The task ended before it could be stopped; its result stands."),
            _ => TaskDoor.NotFound(),
        };
    }

    public static async Task<IResult> RetryAsync(
        HttpContext context, string id, RetryRequest? change, TaskDoor door, TaskControl control, TaskViews views, RetryRules rules,
        RepositoryAccess access)
    {
        var (known, refusal) = await door.AllAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        change ??= new RetryRequest();
        if (rules.Check(change) is { Count: > 0 } errors)
        {
            return ProblemResults.Invalid(errors);
        }

        if (await access.WhyNoCommandAsync(
                Caller.Of(context.User)!, known!.RepositoryId, known.RepositoryOwner, known.RepositoryName, context.RequestAborted) is { } why)
        {
            return ProblemResults.Problem(StatusCodes.Status403Forbidden, "not_repository_administrator", why);
        }

        return await control.RetryAsync(known.Id, rules.Canonical(change), context.Actor(), context.RequestAborted) switch
        {
            RetryResult.Queued(var task) => TypedResults.Accepted((string?)null, views.Of(task)),
            RetryResult.NotRetryable => ProblemResults.Problem(
                StatusCodes.Status409Conflict, "not_retryable", "Only a rejected, failed, timed out or stopped task can be tried again."),
            RetryResult.AttemptsExhausted => ProblemResults.Problem(
                StatusCodes.Status409Conflict, "attempts_exhausted", "All attempts of this task are used; write a new command."),
            _ => TaskDoor.NotFound(),
        };
    }
}
