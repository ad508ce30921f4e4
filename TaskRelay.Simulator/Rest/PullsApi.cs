using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Pull requests: list, open, read, change.</summary>
internal static class PullsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}/pulls", List);
        api.MapPost("/repos/{owner}/{name}/pulls", Create);
        api.MapPatch("/repos/{owner}/{name}/pulls/{number:int}", Update);
        api.MapPost("/repos/{owner}/{name}/pulls/{number:int}/requested_reviewers", RequestReviewers);
    }

    private static IResult List(RestContext rest, string owner, string name)
    {
        if (!rest.TryOpen(owner, name, Need.PullsRead, out var repository, out var refusal))
            return refusal;
        var state = rest.Query("state") ?? "open";
        // Without its owner GitHub ignores a head, and answers with every pull request.
        var head = rest.Query("head") is { } text && text.Contains(':') ? text : null;
        var pulls = rest.State.PullRequests(repository.FullName)
            .Where(pull => state == "all" || pull.State == state)
            .Where(pull => head is null || string.Equals($"{repository.Owner.Login}:{pull.HeadRef}", head, StringComparison.OrdinalIgnoreCase))
            .Where(pull => rest.Query("base") is not { } only || pull.BaseRef == only);
        return rest.Page(rest.Query("direction") == "asc" ? pulls : pulls.Reverse(), pull => rest.Shape.PullRequest(repository, pull));
    }

    private static IResult Create(RestContext rest, string owner, string name)
    {
        if (!rest.TryOpen(owner, name, Need.PullsWrite, out var repository, out var refusal))
            return refusal;
        if (string.IsNullOrWhiteSpace(rest.Text("title")))
            return Answer.InvalidField("PullRequest", "title", "missing_field");
        var head = rest.Text("head") ?? "";
        if (head.Split(':', 2) is [var prefix, var branch])
            head = prefix.Equals(repository.Owner.Login, StringComparison.OrdinalIgnoreCase) ? branch : "";
        var @base = rest.Text("base") ?? "";
        var git = GitHubState.Git(repository);
        if (head.Length == 0 || git.Resolve($"refs/heads/{head}") is not { } headSha)
            return Answer.InvalidField("PullRequest", "head");
        if (@base.Length == 0 || git.Resolve($"refs/heads/{@base}") is not { } baseSha)
            return Answer.InvalidField("PullRequest", "base");
        if (git.MergeBase(baseSha, headSha) is null)
            return Answer.Invalid("PullRequest", $"The {head} branch has no history in common with {@base}");
        if (git.Count($"{baseSha}..{headSha}") == 0)
            return Answer.Invalid("PullRequest", $"No commits between {@base} and {head}");
        var pull = rest.State.OpenPullRequest(repository, rest.Text("title")!, rest.Text("body"), rest.Actor, rest.Caller.IsApp,
            (head, headSha), (@base, baseSha), rest.Flag("draft"));
        return pull is null
            ? Answer.Invalid("PullRequest", $"A pull request already exists for {repository.Owner.Login}:{head}.")
            : Answer.Created(rest.Shape.PullRequestInFull(repository, pull));
    }

    private static IResult Update(RestContext rest, string owner, string name, int number)
    {
        if (!rest.TryOpen(owner, name, Need.PullsWrite, out var repository, out var refusal))
            return refusal;
        if (rest.State.FindPullRequest(repository, number) is not { } pull)
            return Answer.NotFound();
        var state = rest.Text("state");
        if (state is not (null or "open" or "closed") || (pull.Merged && state == "open"))
            return Answer.InvalidField("PullRequest", "state");
        if (rest.Text("base") is { } moved)
        {
            if (GitHubState.Git(repository).Resolve($"refs/heads/{moved}") is not { } sha)
                return Answer.InvalidField("PullRequest", "base");
            rest.State.UpdatePullRequest(repository, number, known => known with { BaseRef = moved, BaseSha = sha });
        }
        rest.State.UpdateIssue(repository, number, known => known with
        {
            Title = rest.Text("title") ?? known.Title,
            Body = rest.Body.ContainsKey("body") ? rest.Text("body") : known.Body,
            State = state ?? known.State,
        }, rest.Actor);
        return Answer.Ok(rest.Shape.PullRequestInFull(repository, rest.State.FindPullRequest(repository, number)!));
    }

    private static IResult RequestReviewers(RestContext rest, string owner, string name, int number)
    {
        if (!rest.TryOpen(owner, name, Need.PullsWrite, out var repository, out var refusal))
            return refusal;
        if (rest.State.FindPullRequest(repository, number) is not { } pull)
            return Answer.NotFound();
        List<SimulatedUser> reviewers = [];
        foreach (var login in (rest.Body["reviewers"] as JsonArray ?? []).Select(node => node!.GetValue<string>()))
        {
            var user = rest.State.FindUser(login);
            if (user?.Id == pull.Author.Id)
                return Answer.Refuse(StatusCodes.Status422UnprocessableEntity, "Review cannot be requested from pull request author.");
            if (user is null || rest.State.GivenRole(repository, user) == "none")
            {
                return Answer.Refuse(StatusCodes.Status422UnprocessableEntity,
                    "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the " +
                    $"{repository.FullName} repository.");
            }
            reviewers.Add(user);
        }
        var asked = rest.State.UpdatePullRequest(repository, number, known => known with
        {
            RequestedReviewers = [.. known.RequestedReviewers.Concat(reviewers).DistinctBy(user => user.Id)],
        });
        return Answer.Created(rest.Shape.PullRequest(repository, asked));
    }
}
