using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>A repository, by name or by id, and what somebody may do there.</summary>
internal static class RepositoriesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}", Show);
        api.MapGet("/repositories/{id:long}", (RestContext rest, long id) => rest.State.FindRepository(id) is { } found
            ? Show(rest, found.Owner.Login, found.Name)
            : Answer.NotFound());
        api.MapGet("/repos/{owner}/{name}/collaborators/{login}/permission", Permission);
        api.MapGet("/repos/{owner}/{name}/collaborators/{login}", (RestContext rest, string owner, string name, string login) =>
        {
            if (!rest.TryOpen(owner, name, Need.Metadata, out var repository, out var refusal))
                return refusal;
            return rest.State.FindUser(login) is { } user && rest.State.GivenRole(repository, user) != "none" ? Answer.NoContent() : Answer.NotFound();
        });
    }

    private static IResult Show(RestContext rest, string owner, string name)
    {
        if (!rest.TryOpen(owner, name, Need.Metadata, out var repository, out var refusal))
            return refusal;
        if (rest.Caller.IsPerson)
            return Answer.Ok(rest.Shape.RepositoryFor(repository, rest.State.EffectiveRole(repository, rest.Actor)));
        // For an App GitHub tells what its token may do with the contents, in the words for people.
        return Answer.Ok(rest.Shape.RepositoryFor(repository, rest.Caller.May(repository, Need.ContentsWrite) ? "write" : "read"));
    }

    /// <summary>By login, as GitHub asks it: whoever holds that login now, so callers check the id that is answered.</summary>
    private static IResult Permission(RestContext rest, string owner, string name, string login)
    {
        if (!rest.TryOpen(owner, name, Need.Metadata, out var repository, out var refusal))
            return refusal;
        if (rest.Caller.Kind == TokenKind.None)
            return Answer.Unauthorized("Requires authentication");
        if (rest.Caller.IsPerson && rest.Caller.Role(repository) < Roles.Write)
            return Answer.Forbidden("Must have push access to view collaborator permission.");
        if (rest.Caller.IsApp && !rest.Caller.Covers(repository))
            return Answer.Forbidden("Resource not accessible by integration");
        return rest.State.FindUser(login) is { } user
            ? Answer.Ok(rest.Shape.CollaboratorPermission(user, rest.State.EffectiveRole(repository, user)))
            : Answer.Refuse(StatusCodes.Status404NotFound, $"{login} is not a user");
    }
}
