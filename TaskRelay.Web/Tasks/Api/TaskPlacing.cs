using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Tasks.Requests;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The route that makes tasks.</summary>
internal static class TaskPlacing
{
    public static async Task<IResult> CreateAsync(HttpContext context, TaskRequest request, TaskRequestDesk desk, TaskViews views)
    {
        var (key, problem) = IdempotencyKey.Of(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        var by = new TaskRequester(Caller.Of(context.User)!, context.Actor(), TaskSource.Api, key);
        return await desk.PlaceAsync(request, by, context.RequestAborted) switch
        {
            TaskRequestResult.Created(var task) => TypedResults.Created($"/api/tasks/{task.Id}", views.Of(task)),
            TaskRequestResult.Repeated(var task) => TypedResults.Ok(views.Of(task)),
            TaskRequestResult.Invalid(var errors) => ProblemResults.Invalid(errors),
            TaskRequestResult.KeyReused => ProblemResults.Problem(
                StatusCodes.Status409Conflict, "idempotency_key_reused", "Another request was made under this Idempotency-Key. Use a new key."),
            TaskRequestResult.NoWriteAccess => ProblemResults.Problem(
                StatusCodes.Status403Forbidden, "no_write_access", "You can't push to this repository, so no agent may work there for you."),
            TaskRequestResult.NotInstalled => ProblemResults.Problem(
                StatusCodes.Status404NotFound, "repository_not_installed", "The GitHub App is not installed on such a repository. Its owner can install it there."),
            TaskRequestResult.NoSuchIssue => ProblemResults.Problem(
                StatusCodes.Status404NotFound, "issue_not_found", "The repository has no issue or pull request of that number."),
            TaskRequestResult.GitHubUnavailable => ProblemResults.Problem(
                StatusCodes.Status502BadGateway, "github_unavailable", "GitHub can't be asked about the repository now. Nothing was stored; try again."),
            var other => throw new InvalidOperationException($"No answer for {other.GetType().Name}."),
        };
    }
}
