using System.Globalization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Queue.Serving;

/// <summary>Which installations are served, for administrators.</summary>
public static class ServingApi
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapServingApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin/installations").WithTags("Administration").RequireAdministrator();
        group.MapGet("", ListAsync)
            .WithName("ListAppInstallations")
            .WithSummary("Every installation of the App, and whether its account is served.")
            .WithDescription("As GitHub lists them at that moment. Tasks of an account that is not served are rejected as repository_not_enabled.")
            .Produces<AppInstallationList>()
            .ProducesProblem(StatusCodes.Status502BadGateway);
        group.MapPut("/{id}", SetAsync)
            .WithName("ServeAppInstallation")
            .WithSummary("Serves the account of an installation, or no longer.")
            .WithDescription("Beside those of Admission:Accounts, which stay served whatever is said here. The word is kept for the account's numeric id.")
            .Produces<AppInstallationList>()
            .ProducesProblems(400, 404, 413, 415, 502, 503);
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext context, InstallationDirectory directory) => Answer(await directory.ListAsync(context.RequestAborted));

    private static async Task<IResult> SetAsync(HttpContext context, string id, ServeRequest request, InstallationDirectory directory, ServedAccountStore store)
    {
        if (request.Served is not { } served)
        {
            return ProblemResults.Invalid("served", "Must be true or false.");
        }

        var listed = await directory.ListAsync(context.RequestAborted);
        if (listed is not GitHubAnswer<IReadOnlyList<AppInstallation>>.Ok(var all))
        {
            return Answer(listed);
        }

        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || all.FirstOrDefault(one => one.Id == number) is not { } installation)
        {
            return ProblemResults.Problem(StatusCodes.Status404NotFound, "installation_not_found", "The App has no such installation.");
        }

        await (served
            ? store.ServeAsync(installation.AccountId, installation.Account, context.Actor(), context.RequestAborted)
            : store.EndAsync(installation.AccountId, installation.Account, context.Actor(), context.RequestAborted));
        return Answer(await directory.ListAsync(context.RequestAborted));
    }

    private static IResult Answer(GitHubAnswer<IReadOnlyList<AppInstallation>> listed) => listed switch
    {
        GitHubAnswer<IReadOnlyList<AppInstallation>>.Ok(var all) => TypedResults.Ok(new AppInstallationList(all)),
        GitHubAnswer<IReadOnlyList<AppInstallation>>.Unavailable(var message, _) => Unavailable(message),
        GitHubAnswer<IReadOnlyList<AppInstallation>>.No(_, var message) => Unavailable(message),
        _ => throw new InvalidOperationException("GitHub's answer has three forms."),
    };

    private static IResult Unavailable(string message) =>
        ProblemResults.Problem(StatusCodes.Status502BadGateway, "github_unavailable", $"GitHub could not be asked for the App's installations: {message}");
}
