using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>What a pull request changes, and merging it.</summary>
internal static class PullContentsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}/pulls/{number:int}", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, Need.PullsRead, (repository, pull) => Show(rest, repository, pull)));
        api.MapGet("/repos/{owner}/{name}/pulls/{number:int}/files", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, Need.PullsRead, (repository, pull) => rest.Page(
                GitHubState.Git(repository).Files(From(repository, pull), pull.HeadSha),
                file => rest.Shape.ChangedFile(repository, file, pull.HeadSha))));
        api.MapGet("/repos/{owner}/{name}/pulls/{number:int}/commits", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, Need.PullsRead, (repository, pull) => rest.Page(
                GitHubState.Git(repository).Commits($"{pull.BaseSha}..{pull.HeadSha}"), commit => rest.Shape.Commit(repository, commit))));
        api.MapGet("/repos/{owner}/{name}/pulls/{number:int}/merge", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, Need.PullsRead, (_, pull) => pull.Merged ? Answer.NoContent() : Answer.NotFound()));
        api.MapPut("/repos/{owner}/{name}/pulls/{number:int}/merge", (RestContext rest, string owner, string name, int number) =>
            Open(rest, owner, name, number, Need.ContentsWrite, (repository, pull) => Merge(rest, repository, pull)));
    }

    /// <summary>Where the branch left its base: GitHub compares from there.</summary>
    public static string From(SimulatedRepository repository, SimulatedPullRequest pull) =>
        GitHubState.Git(repository).MergeBase(pull.BaseSha, pull.HeadSha) ?? pull.BaseSha;

    private static IResult Open(
        RestContext rest, string owner, string name, int number, Need need, Func<SimulatedRepository, SimulatedPullRequest, IResult> act)
    {
        if (!rest.TryOpen(owner, name, need, out var repository, out var refusal))
            return refusal;
        return rest.State.FindPullRequest(repository, number) is { } pull ? act(repository, pull) : Answer.NotFound();
    }

    private static IResult Show(RestContext rest, SimulatedRepository repository, SimulatedPullRequest pull)
    {
        var accept = rest.Http.Request.Headers.Accept.ToString();
        var git = GitHubState.Git(repository);
        if (accept.Contains(".diff", StringComparison.Ordinal))
            return Results.Text(git.Diff(From(repository, pull), pull.HeadSha), "application/vnd.github.diff; charset=utf-8");
        if (accept.Contains(".patch", StringComparison.Ordinal))
            return Results.Text(git.FormatPatch($"{pull.BaseSha}..{pull.HeadSha}"), "application/vnd.github.patch; charset=utf-8");
        return Answer.Ok(rest.Shape.PullRequestInFull(repository, pull));
    }

    private static IResult Merge(RestContext rest, SimulatedRepository repository, SimulatedPullRequest pull)
    {
        if (pull.Merged || !pull.Issue.IsOpen || pull.Draft)
            return Answer.Refuse(StatusCodes.Status405MethodNotAllowed, "Pull Request is not mergeable");
        if (rest.Text("sha") is { } expected && expected != pull.HeadSha)
            return Answer.Conflict("Head branch was modified. Review and try the merge again.");
        var outcome = PullMerge.Apply(rest.State, repository, pull, rest.Actor, rest.Text("merge_method") ?? "merge",
            rest.Text("commit_title"), rest.Text("commit_message"));
        return outcome.Sha is { } sha
            ? Answer.Ok(new JsonObject { ["sha"] = sha, ["merged"] = true, ["message"] = "Pull Request successfully merged" })
            : Answer.Refuse(outcome.Status, outcome.Message!);
    }
}
