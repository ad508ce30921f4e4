using TaskRelay.Web.Auth;

namespace TaskRelay.Web.GitHubData;

/// <summary>What GitHub shows the caller: for signed-in people, and for API tokens of those who are.</summary>
public static class GitHubDataApi
{
    /// <summary>Maps the routes below <c>/api/github</c>, and <c>/api/rate-limit</c>.</summary>
    public static IEndpointRouteBuilder MapGitHubDataApi(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/api").WithTags("GitHub").RequireAuthorization().RequireScope(ApiScopes.TasksRead);
        foreach (var status in new[]
        {
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status502BadGateway,
        })
        {
            routes.ProducesProblem(status);
        }

        routes.MapGet("/github/summary", GitHubDataReads.SummaryAsync)
            .WithName("GetGitHubSummary")
            .WithSummary("Who the caller is on GitHub, and what they reach through the App.")
            .WithDescription("A part that GitHub does not give is null, and a warning says why.")
            .Produces<GitHubSummary>();

        routes.MapGet("/github/profile", GitHubDataReads.ProfileAsync)
            .WithName("GetGitHubProfile")
            .WithSummary("The caller's account on GitHub.")
            .Produces<GitHubProfile>();

        routes.MapGet("/github/orgs", GitHubDataReads.OrganizationsAsync)
            .WithName("ListGitHubOrganizations")
            .WithSummary("The caller's organizations.")
            .Produces<GitHubOrganizationList>();

        routes.MapGet("/github/installations", GitHubDataReads.InstallationsAsync)
            .WithName("ListGitHubInstallations")
            .WithSummary("Installations of the App that the caller can reach.")
            .Produces<GitHubInstallationList>();

        routes.MapGet("/github/repositories", GitHubDataReads.RepositoriesAsync)
            .WithName("ListGitHubRepositories")
            .WithSummary("Repositories that the caller can reach through the App, by full name.")
            .WithDescription("q: each word is part of the full name or the description. installationId: only those of that installation.")
            .Produces<GitHubRepositoryList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        routes.MapGet("/github/issues/{owner}/{repo}/{number}", GitHubDataReads.IssueAsync)
            .WithName("GetGitHubIssue")
            .WithSummary("An issue or a pull request's conversation.")
            .WithDescription("404 issue_not_found also where the caller may not see the repository.")
            .Produces<GitHubIssue>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("/rate-limit", GitHubDataReads.RateLimitAsync)
            .WithName("GetRateLimit")
            .WithSummary("What GitHub's rate limit leaves of the caller's user token.")
            .WithDescription("isLow: less than a tenth of core is left.")
            .Produces<GitHubRateLimit>();
        return app;
    }
}
