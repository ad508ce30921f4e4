using System.Diagnostics.CodeAnalysis;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Comments on issues and pull requests.</summary>
internal static class CommentsApi
{
    private const int LongestBody = 65_536;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}/issues/{number:int}/comments", ListOfIssue);
        api.MapPost("/repos/{owner}/{name}/issues/{number:int}/comments", Create);
        api.MapGet("/repos/{owner}/{name}/issues/comments", ListOfRepository);
        api.MapGet("/repos/{owner}/{name}/issues/comments/{id:long}", (RestContext rest, string owner, string name, long id) =>
            TryFind(rest, owner, name, id, Need.IssuesRead, out var repository, out var comment, out var refusal)
                ? Answer.Ok(rest.Shape.Comment(repository, comment)) : refusal);
        api.MapPatch("/repos/{owner}/{name}/issues/comments/{id:long}", Edit);
        api.MapDelete("/repos/{owner}/{name}/issues/comments/{id:long}", Delete);
    }

    public static bool TryFind(
        RestContext rest, string owner, string name, long id, Need need,
        [NotNullWhen(true)] out SimulatedRepository? repository, [NotNullWhen(true)] out SimulatedComment? comment, [NotNullWhen(false)] out IResult? refusal)
    {
        comment = null;
        if (!rest.TryOpen(owner, name, need, out repository, out refusal))
            return false;
        comment = rest.State.FindComment(id);
        if (comment?.RepositoryId == repository.Id)
            return true;
        refusal = Answer.NotFound();
        return false;
    }

    private static IResult ListOfIssue(RestContext rest, string owner, string name, int number)
    {
        if (!rest.TryOpen(owner, name, Need.IssuesRead, out var repository, out var refusal))
            return refusal;
        if (rest.State.FindIssue(repository.FullName, number) is null)
            return Answer.NotFound();
        return rest.Page(Since(rest, rest.State.Comments(repository.FullName, number)), comment => rest.Shape.Comment(repository, comment));
    }

    private static IResult ListOfRepository(RestContext rest, string owner, string name)
    {
        if (!rest.TryOpen(owner, name, Need.IssuesRead, out var repository, out var refusal))
            return refusal;
        var all = Since(rest, rest.State.Issues(repository.FullName).SelectMany(issue => rest.State.Comments(repository.FullName, issue.Number)));
        var sorted = rest.Query("sort") == "updated" ? all.OrderBy(comment => comment.UpdatedAt).ThenBy(comment => comment.Id) : all.OrderBy(comment => comment.Id);
        return rest.Page(rest.Query("direction") == "desc" ? sorted.Reverse() : sorted, comment => rest.Shape.Comment(repository, comment));
    }

    private static IEnumerable<SimulatedComment> Since(RestContext rest, IEnumerable<SimulatedComment> comments) =>
        DateTimeOffset.TryParse(rest.Query("since"), out var at) ? comments.Where(comment => comment.UpdatedAt >= at) : comments;

    private static IResult Create(RestContext rest, string owner, string name, int number)
    {
        // On a pull request an App may comment with either permission.
        var known = rest.State.FindRepository($"{owner}/{name}");
        var onPull = known is not null && rest.State.FindPullRequest(known, number) is not null;
        var need = onPull && rest.Caller.IsApp && rest.Caller.May(known!, Need.PullsWrite) ? Need.PullsWrite : Need.IssuesWrite;
        if (!rest.TryOpen(owner, name, need, out var repository, out var refusal))
            return refusal;
        if (rest.State.FindIssue(repository.FullName, number) is not { } issue)
            return Answer.NotFound();
        if (issue.Locked && rest.Caller.Role(repository) < Roles.Write && !rest.Caller.IsApp)
            return Answer.Forbidden("Unable to create comment because issue is locked.");
        if (RefuseBody(rest) is { } invalid)
            return invalid;
        var posted = rest.State.Comment(repository, number, rest.Actor, rest.Text("body")!, rest.Caller.IsApp);
        rest.Http.Response.Headers.Location = $"{rest.Shape.Api(repository)}/issues/comments/{posted.Comment.Id}";
        return Answer.Created(rest.Shape.Comment(repository, posted.Comment));
    }

    private static IResult Edit(RestContext rest, string owner, string name, long id)
    {
        if (!TryFind(rest, owner, name, id, Need.IssuesWrite, out var repository, out var comment, out var refusal))
            return refusal;
        if (!MayChange(rest, repository, comment))
            return Answer.Forbidden("Must have write access to change another's comment.");
        return RefuseBody(rest) ?? Answer.Ok(rest.Shape.Comment(repository, rest.State.EditComment(repository, comment, rest.Text("body")!, rest.Actor)));
    }

    private static IResult Delete(RestContext rest, string owner, string name, long id)
    {
        if (!TryFind(rest, owner, name, id, Need.IssuesWrite, out var repository, out var comment, out var refusal))
            return refusal;
        if (!MayChange(rest, repository, comment))
            return Answer.Forbidden("Must have write access to delete another's comment.");
        rest.State.DeleteComment(repository, comment, rest.Actor);
        return Answer.NoContent();
    }

    private static bool MayChange(RestContext rest, SimulatedRepository repository, SimulatedComment comment) =>
        comment.Author.Id == rest.Actor.Id || rest.Caller.IsApp || rest.Caller.Role(repository) >= Roles.Write;

    private static IResult? RefuseBody(RestContext rest) => rest.Text("body") switch
    {
        null => Answer.InvalidField("IssueComment", "body", "missing_field"),
        var text when string.IsNullOrWhiteSpace(text) => Answer.Invalid("IssueComment", "Body can't be blank"),
        { Length: > LongestBody } => Answer.Invalid("IssueComment", "Body is too long (maximum is 65536 characters)"),
        _ => null,
    };
}
