using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>Settings of repositories, for those who write to them and, to change them, for their administrators.</summary>
public static class RepositoryApi
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapRepositoryApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/repositories/{owner}/{repo}/settings").WithTags("Config").RequireAuthorization().RequireScope(ApiScopes.ConfigWrite);
        group.ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status502BadGateway);
        group.MapGet("", ReadAsync)
            .WithName("GetRepositorySettings")
            .WithSummary("What the administrators of a repository decided for tasks there.")
            .WithDescription("For everybody who can write to the repository. 404 repository_not_installed where the App is not installed, there is no such repository, or the caller can't write to it.")
            .Produces<RepositorySettingsView>();
        group.MapPut("", SaveAsync)
            .WithName("SaveRepositorySettings")
            .WithSummary("Replaces the settings of a repository.")
            .WithDescription("For administrators of the repository, as GitHub says at that moment, and of this TaskRelay; others get 403 not_repository_administrator. version is the one that was read: 409 settings_changed when it is not the newest any more. What waits in the queue is judged anew by the new settings.")
            .ReadsBody<RepositorySettingsView>("All members; read-only ones may come back and are ignored.")
            .Produces<RepositorySettingsView>()
            .ProducesProblems(400, 409, 413, 415, 503);
        return routes;
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string owner, string repo, RepositoryAccess access, RepositoryQueries queries) =>
        await access.FindAsync(Caller.Of(context.User)!, owner, repo, context.RequestAborted) switch
        {
            RepositoryLookup.Found(var place, var mayChange) => TypedResults.Ok(await queries.ViewAsync(place, mayChange, context.RequestAborted)),
            var other => Refusal(other),
        };

    private static async Task<IResult> SaveAsync(
        HttpContext context, string owner, string repo, RepositoryAccess access, RepositoryReading reading, RepositoryStore store, RepositoryQueries queries)
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.Settings, context.RequestAborted);
        if (json is not { } body)
        {
            return problem!;
        }

        // What is wrong with the words is told before GitHub is asked.
        var (change, errors) = reading.Read(body);
        if (change is null)
        {
            return ProblemResults.Invalid(errors);
        }

        var lookup = await access.FindAsync(Caller.Of(context.User)!, owner, repo, context.RequestAborted);
        if (lookup is not RepositoryLookup.Found(var place, var mayChange))
        {
            return Refusal(lookup);
        }

        if (!mayChange)
        {
            return ProblemResults.Problem(
                StatusCodes.Status403Forbidden, "not_repository_administrator", $"Administrators of {place.FullName} and of this TaskRelay change its settings.");
        }

        return await store.SaveAsync(place, change, context.Actor(), context.RequestAborted)
            ? TypedResults.Ok(await queries.ViewAsync(place, true, context.RequestAborted))
            : ProblemResults.Problem(
                StatusCodes.Status409Conflict, "settings_changed", "The settings were changed since they were read. Read them again, then repeat the change.");
    }

    private static IResult Refusal(RepositoryLookup lookup) => lookup is RepositoryLookup.Unknown(var message)
        ? ProblemResults.Problem(StatusCodes.Status502BadGateway, "github_unavailable", $"GitHub could not be asked for this repository: {message}")
        : ProblemResults.Problem(
            StatusCodes.Status404NotFound, "repository_not_installed", "The GitHub App is not installed on a repository of this name, or you can't write to it.");
}
