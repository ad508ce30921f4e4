using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.Rest.Shapes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Reactions to comments and issues: 201 the first time, 200 for the same one again.</summary>
internal static class ReactionsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        const string comment = "/repos/{owner}/{name}/issues/comments/{id:long}/reactions";
        const string issue = "/repos/{owner}/{name}/issues/{number:int}/reactions";
        api.MapGet(comment, (RestContext rest, string owner, string name, long id) => OnComment(rest, owner, name, id, Need.IssuesRead, List));
        api.MapPost(comment, (RestContext rest, string owner, string name, long id) => OnComment(rest, owner, name, id, Need.IssuesWrite, Create));
        api.MapDelete(comment + "/{reaction:long}", (RestContext rest, string owner, string name, long id, long reaction) =>
            OnComment(rest, owner, name, id, Need.IssuesWrite, (context, subject) => Delete(context, subject, reaction)));
        api.MapGet(issue, (RestContext rest, string owner, string name, int number) => OnIssue(rest, owner, name, number, Need.IssuesRead, List));
        api.MapPost(issue, (RestContext rest, string owner, string name, int number) => OnIssue(rest, owner, name, number, Need.IssuesWrite, Create));
        api.MapDelete(issue + "/{reaction:long}", (RestContext rest, string owner, string name, int number, long reaction) =>
            OnIssue(rest, owner, name, number, Need.IssuesWrite, (context, subject) => Delete(context, subject, reaction)));
    }

    private static IResult OnComment(RestContext rest, string owner, string name, long id, Need need, Func<RestContext, ReactionSubject, IResult> act) =>
        CommentsApi.TryFind(rest, owner, name, id, need, out var repository, out var comment, out var refusal)
            ? act(rest, new ReactionSubject(repository.Id, comment.IssueNumber, comment.Id))
            : refusal;

    private static IResult OnIssue(RestContext rest, string owner, string name, int number, Need need, Func<RestContext, ReactionSubject, IResult> act)
    {
        if (!rest.TryOpen(owner, name, need, out var repository, out var refusal))
            return refusal;
        return rest.State.FindIssue(repository.FullName, number) is null ? Answer.NotFound() : act(rest, new ReactionSubject(repository.Id, number, null));
    }

    private static IResult List(RestContext rest, ReactionSubject subject) =>
        rest.Page(rest.State.Reactions(subject).Where(reaction => rest.Query("content") is not { } only || reaction.Content == only), rest.Shape.Reaction);

    private static IResult Create(RestContext rest, ReactionSubject subject)
    {
        if (!Shape.IsReaction(rest.Text("content")))
            return Answer.InvalidField("Reaction", "content");
        var (reaction, created) = rest.State.React(subject, rest.Actor, rest.Text("content")!);
        return created ? Answer.Created(rest.Shape.Reaction(reaction)) : Answer.Ok(rest.Shape.Reaction(reaction));
    }

    private static IResult Delete(RestContext rest, ReactionSubject subject, long id)
    {
        if (rest.State.FindReaction(id) is not { } reaction || reaction.Subject != subject)
            return Answer.NotFound();
        if (reaction.User.Id != rest.Actor.Id)
            return Answer.Forbidden("You can only delete your own reactions.");
        rest.State.RemoveReaction(id);
        return Answer.NoContent();
    }
}
