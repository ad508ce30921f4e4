using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Queue.Pausing;

/// <summary>Stops taking up new work and goes on, for administrators.</summary>
public static class PauseApi
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapPauseApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin/pause").WithTags("Administration").RequireAdministrator();
        group.MapGet("", async (HttpContext context, PauseQueries pauses) => TypedResults.Ok(await pauses.StateAsync(context.RequestAborted)))
            .WithName("GetPause")
            .WithSummary("Whether new work is taken up, and whether what ran has ended.")
            .Produces<PauseState>();
        group.MapPut("", (HttpContext context, PauseRequest request, PauseQueries pauses, PauseStore store) =>
                SetAsync(context, request, PauseTarget.Everything, pauses, store))
            .WithName("SetPause")
            .WithSummary("Pauses this TaskRelay, or goes on.")
            .WithDescription("While it is paused, commands are taken as ever, and their tasks wait with the reason shown; what runs goes on to its end. drained becomes true when nothing runs any more. The time of a pause does not count as waiting.")
            .Produces<PauseState>()
            .ProducesProblems(400, 413, 415, 503);
        group.MapPut("/repositories/{owner}/{repo}", SetRepositoryAsync)
            .WithName("SetRepositoryPause")
            .WithSummary("The same for one repository.")
            .WithDescription("404 repository_not_installed when the GitHub App is not on it. A repository that was renamed while it was paused goes on by its old name or its new one.")
            .Produces<PauseState>()
            .ProducesProblems(400, 404, 413, 415, 503);
        return routes;
    }

    private static async Task<IResult> SetRepositoryAsync(
        HttpContext context, string owner, string repo, PauseRequest request, PauseQueries pauses, PauseStore store, PauseTargets targets)
    {
        if (Invalid(request) is { } invalid)
        {
            return invalid;
        }

        return await targets.FindAsync(owner, repo, context.RequestAborted) switch
        {
            GitHubAnswer<PauseTarget>.Ok(var target) => await SetAsync(context, request, target, pauses, store),
            GitHubAnswer<PauseTarget>.Unavailable(var message, _) => ProblemResults.Problem(
                StatusCodes.Status503ServiceUnavailable, "github_unavailable", $"GitHub could not be asked for this repository: {message}"),
            _ => ProblemResults.Problem(
                StatusCodes.Status404NotFound, "repository_not_installed", "The GitHub App is not installed on a repository of this name."),
        };
    }

    private static async Task<IResult> SetAsync(HttpContext context, PauseRequest request, PauseTarget target, PauseQueries pauses, PauseStore store)
    {
        if (Invalid(request) is { } invalid)
        {
            return invalid;
        }

        if (request.Paused == true)
        {
            await store.PauseAsync(target, PauseReason.Read(request.Reason), context.Actor(), context.RequestAborted);
        }
        else
        {
            await store.ResumeAsync(target, context.Actor(), context.RequestAborted);
        }

        return TypedResults.Ok(await pauses.StateAsync(context.RequestAborted));
    }

    private static IResult? Invalid(PauseRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Paused is null)
        {
            errors["paused"] = ["Must be true or false."];
        }

        if (PauseReason.Problem(request.Reason) is { } problem)
        {
            errors["reason"] = [problem];
        }

        return errors.Count > 0 ? ProblemResults.Invalid(errors) : null;
    }
}
