using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>What people and programs say of a pull request's code: reviews, comments on lines, checks.</summary>
internal static class ReviewsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}/pulls/{number:int}/reviews", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, (repository, pull) => rest.Page(rest.State.Reviews(pull), review => rest.Shape.Review(repository, review))));
        api.MapGet("/repos/{owner}/{name}/pulls/{number:int}/comments", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, (repository, pull) => rest.Page(Sorted(rest, pull), comment => rest.Shape.ReviewComment(repository, comment))));
        api.MapGet("/repos/{owner}/{name}/commits/{revision}/check-runs", Checks);
    }

    private static IResult Open(RestContext rest, string owner, string name, int number, Func<SimulatedRepository, SimulatedPullRequest, IResult> act)
    {
        if (!rest.TryOpen(owner, name, Need.PullsRead, out var repository, out var refusal))
            return refusal;
        return rest.State.FindPullRequest(repository, number) is { } pull ? act(repository, pull) : Answer.NotFound();
    }

    // Without a sort GitHub ignores the direction.
    private static IEnumerable<SimulatedReviewComment> Sorted(RestContext rest, SimulatedPullRequest pull)
    {
        var comments = rest.State.ReviewComments(pull);
        var sorted = rest.Query("sort") == "updated" ? comments.OrderBy(comment => comment.UpdatedAt).ThenBy(comment => comment.Id) : comments.AsEnumerable();
        return rest.Query("sort") is not null && rest.Query("direction") == "desc" ? sorted.Reverse() : sorted;
    }

    private static IResult Checks(RestContext rest, string owner, string name, string revision)
    {
        if (!rest.TryOpen(owner, name, Need.ChecksRead, out var repository, out var refusal))
            return refusal;
        if (GitHubState.Git(repository).Resolve(revision) is not { } sha)
            return Answer.Refuse(StatusCodes.Status422UnprocessableEntity, $"No commit found for SHA: {revision}");
        var runs = rest.State.CheckRuns(repository, sha)
            .Where(run => rest.Query("check_name") is not { } only || run.Name == only)
            .Where(run => rest.Query("status") is not { } status || status == (run.Conclusion is null ? "in_progress" : "completed"));
        // The newest of each name, unless all are asked for.
        return rest.Page("check_runs", [.. rest.Query("filter") == "all" ? runs : runs.DistinctBy(run => run.Name)], run => rest.Shape.CheckRun(repository, run));
    }
}
