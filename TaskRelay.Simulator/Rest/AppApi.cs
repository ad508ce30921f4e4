using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>What an App asks about itself, with the token it signs, and the tokens it gets for its installations.</summary>
internal static class AppApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/app", (RestContext rest) => AsApp(rest) ?? Answer.Ok(rest.Shape.AppInFull()));
        api.MapGet("/app/installations", (RestContext rest) => AsApp(rest) ?? rest.Page(rest.State.Installations, rest.Shape.Installation));
        api.MapGet("/app/installations/{id:long}", (RestContext rest, long id) =>
            AsApp(rest) ?? (rest.State.FindInstallation(id) is { } found ? Answer.Ok(rest.Shape.Installation(found)) : Answer.NotFound()));
        api.MapPost("/app/installations/{id:long}/access_tokens", (RestContext rest, long id) => AsApp(rest) ?? CreateToken(rest, id));
        api.MapGet("/repos/{owner}/{name}/installation", (RestContext rest, string owner, string name) =>
            AsApp(rest) ?? Installation(rest, rest.State.FindRepository($"{owner}/{name}") is { } known ? rest.State.InstallationOf(known) : null));
        api.MapGet("/orgs/{login}/installation", ForAccount);
        api.MapGet("/users/{login}/installation", ForAccount);
        api.MapDelete("/installation/token", (RestContext rest) =>
        {
            if (!rest.Caller.IsApp)
                return Answer.Forbidden("Resource not accessible by integration");
            rest.State.Tokens.Revoke(rest.Caller.Token!.Value);
            return Answer.NoContent();
        });
        api.MapGet("/installation/repositories", (RestContext rest) => rest.Caller.IsApp
            ? rest.Page("repositories", [.. rest.State.Repositories.Where(rest.Caller.Covers)], rest.Shape.Repository)
            : Answer.Forbidden("Resource not accessible by integration"));
    }

    /// <summary>Null when the App itself asks.</summary>
    public static IResult? AsApp(RestContext rest) =>
        rest.Caller.Kind == TokenKind.App ? null : Answer.Unauthorized("A JSON web token could not be decoded");

    private static IResult ForAccount(RestContext rest, string login) =>
        AsApp(rest) ?? Installation(rest, rest.State.Installations.FirstOrDefault(one => one.Account.Login.Equals(login, StringComparison.OrdinalIgnoreCase)));

    private static IResult Installation(RestContext rest, SimulatedInstallation? installation) =>
        installation is null ? Answer.NotFound() : Answer.Ok(rest.Shape.Installation(installation));

    private static IResult CreateToken(RestContext rest, long id)
    {
        if (rest.State.FindInstallation(id) is not { } installation)
            return Answer.NotFound();
        if (installation.SuspendedAt is not null)
            return Answer.Forbidden("This installation has been suspended");
        if (Repositories(rest, installation) is not { } repositories)
            return Answer.Refuse(StatusCodes.Status422UnprocessableEntity, "There is at least one repository that does not exist or is not accessible to the parent installation.");
        if (Permissions(rest, installation) is not { } permissions)
            return Answer.Refuse(StatusCodes.Status422UnprocessableEntity, "The permissions requested are not granted to this installation.");
        var asked = rest.Body.ContainsKey("repository_ids") || rest.Body.ContainsKey("repositories");
        return Answer.Created(rest.Shape.InstallationToken(rest.State.GrantInstallationToken(installation, asked ? repositories : null, permissions)));
    }

    /// <summary>Null when one is asked for that the installation does not cover.</summary>
    private static HashSet<long>? Repositories(RestContext rest, SimulatedInstallation installation)
    {
        HashSet<long> asked = [];
        foreach (var id in rest.Body["repository_ids"] as JsonArray ?? [])
            asked.Add(id!.GetValue<long>());
        foreach (var name in rest.Body["repositories"] as JsonArray ?? [])
            asked.Add(rest.State.FindRepository($"{installation.Account.Login}/{name!.GetValue<string>()}")?.Id ?? 0);
        return asked.IsSubsetOf(installation.RepositoryIds) ? asked : null;
    }

    private static IReadOnlyDictionary<string, string>? Permissions(RestContext rest, SimulatedInstallation installation)
    {
        if (rest.Body["permissions"] is not JsonObject asked)
            return installation.Permissions;
        // Metadata comes with every token, asked for or not.
        Dictionary<string, string> granted = new() { ["metadata"] = "read" };
        foreach (var (name, value) in asked)
        {
            var level = value?.GetValue<string>();
            if (Need.Parse(level) is AccessLevel.None || Need.Parse(level) > Need.Parse(installation.Permissions.GetValueOrDefault(name)))
                return null;
            granted[name] = level!;
        }
        return granted;
    }
}
