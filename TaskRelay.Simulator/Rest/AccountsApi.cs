using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>People: who I am, who somebody is, and what I can reach through the App.</summary>
internal static class AccountsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/user", (RestContext rest) => AsPerson(rest) ?? Answer.Ok(rest.Shape.UserInFull(rest.Actor)));
        api.MapGet("/user/emails", (RestContext rest) => AsPerson(rest) ?? Answer.Ok(new JsonArray(new JsonObject
        {
            ["email"] = rest.Actor.Email,
            ["primary"] = true,
            ["verified"] = true,
            ["visibility"] = null,
        })));
        api.MapGet("/user/{id:long}", (RestContext rest, long id) => Account(rest, rest.State.FindUser(id)));
        api.MapGet("/users/{login}", (RestContext rest, string login) => Account(rest, rest.State.FindUser(login)));
        api.MapGet("/user/orgs", (RestContext rest) => AsPerson(rest) ?? rest.Page(Organizations(rest), rest.Shape.Organization));
        api.MapGet("/user/repos", (RestContext rest) => AsPerson(rest) ?? rest.Page(
            rest.State.Repositories.Where(repository => Role(rest, repository) != "none" && rest.Caller.CanSee(repository)),
            repository => rest.Shape.RepositoryFor(repository, Role(rest, repository))));
        api.MapGet("/user/installations", (RestContext rest) => AsPerson(rest) ?? rest.Page(
            "installations", [.. rest.State.Installations.Where(one => Reachable(rest, one).Count > 0)], rest.Shape.Installation));
        api.MapGet("/user/installations/{id:long}/repositories", (RestContext rest, long id) =>
        {
            if (AsPerson(rest) is { } refusal)
                return refusal;
            return rest.State.FindInstallation(id) is { } installation && Reachable(rest, installation) is { Count: > 0 } repositories
                ? rest.Page("repositories", repositories, repository => rest.Shape.RepositoryFor(repository, Role(rest, repository)))
                : Answer.NotFound();
        });
    }

    private static IResult? AsPerson(RestContext rest) => rest.Caller.Kind switch
    {
        TokenKind.User or TokenKind.Personal => null,
        TokenKind.Installation => Answer.Forbidden("Resource not accessible by integration"),
        _ => Answer.Unauthorized("Requires authentication"),
    };

    private static IResult Account(RestContext rest, SimulatedUser? user) => user is null ? Answer.NotFound() : Answer.Ok(rest.Shape.UserInFull(user));

    private static string Role(RestContext rest, SimulatedRepository repository) => rest.State.GivenRole(repository, rest.Actor);

    /// <summary>Only what the person was given explicitly counts here, not what everybody may read.</summary>
    private static List<SimulatedRepository> Reachable(RestContext rest, SimulatedInstallation installation) =>
        [.. rest.State.Repositories.Where(repository => installation.RepositoryIds.Contains(repository.Id) && Role(rest, repository) != "none")];

    private static IEnumerable<SimulatedUser> Organizations(RestContext rest) => rest.State.Repositories
        .Where(repository => repository.Owner.Type == "Organization" && Role(rest, repository) == "admin")
        .Select(repository => repository.Owner).DistinctBy(owner => owner.Id);
}
