using System.Globalization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.GitHubData;

/// <summary>The routes; each asks, and puts what came of it in the API's terms.</summary>
internal static class GitHubDataReads
{
    private const string ListName = "github_repositories";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static async Task<IResult> SummaryAsync(HttpContext context, GitHubSummaryQueries summaries) =>
        Answer(context, await summaries.OfAsync(Who(context), context.RequestAborted), summary => summary);

    public static async Task<IResult> ProfileAsync(HttpContext context, GitHubUserQueries gitHub) =>
        Answer(context, await gitHub.ProfileAsync(Who(context), context.RequestAborted), profile => profile);

    public static async Task<IResult> OrganizationsAsync(HttpContext context, GitHubUserQueries gitHub) =>
        Answer(context, await gitHub.OrganizationsAsync(Who(context), context.RequestAborted), all => new GitHubOrganizationList(all));

    public static async Task<IResult> InstallationsAsync(HttpContext context, GitHubUserQueries gitHub) =>
        Answer(context, await gitHub.InstallationsAsync(Who(context), context.RequestAborted), all => new GitHubInstallationList(all));

    public static async Task<IResult> RateLimitAsync(HttpContext context, GitHubUserQueries gitHub) =>
        Answer(context, await gitHub.RateLimitAsync(Who(context), context.RequestAborted), limits => limits);

    public static async Task<IResult> RepositoriesAsync(
        HttpContext context, GitHubUserQueries gitHub, SignedCursors cursors, long? installationId, string? q, int? limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.");
        }

        RepositoryOrder? after = null;
        if (cursor is not null && (after = cursors.Open(ListName, cursor) is { } position ? RepositoryOrder.Parse(position) : null) is null)
        {
            return SignedCursors.Refusal();
        }

        var words = (q ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Answer(context, await gitHub.RepositoriesAsync(Who(context), installationId, context.RequestAborted), all =>
        {
            var count = limit ?? DefaultLimit;
            var page = all
                .Where(repository => (after is not { } last || RepositoryOrder.Of(repository).CompareTo(last) > 0) && words.All(word => Holds(repository, word)))
                .Take(count + 1)
                .ToList();
            return page.Count > count
                ? new GitHubRepositoryList(page[..count], cursors.Seal(ListName, RepositoryOrder.Of(page[count - 1]).ToString()))
                : new GitHubRepositoryList(page, null);
        });
    }

    /// <summary>What is no number names no issue: the route takes any text, so that its answer is this one too.</summary>
    public static async Task<IResult> IssueAsync(HttpContext context, GitHubUserQueries gitHub, string owner, string repo, string number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
        {
            return NoIssue();
        }

        var read = await gitHub.IssueAsync(Who(context), owner, repo, known, context.RequestAborted);
        return read is GitHubRead<GitHubIssue>.Failed({ IsNotFound: true }) ? NoIssue() : Answer(context, read, issue => issue);
    }

    private static Caller Who(HttpContext context) => Caller.Of(context.User)!;

    private static bool Holds(GitHubRepository repository, string word) =>
        repository.FullName.Contains(word, StringComparison.OrdinalIgnoreCase)
        || repository.Description?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static IResult NoIssue() =>
        ProblemResults.Problem(StatusCodes.Status404NotFound, "issue_not_found", "There is no such issue, or you may not see its repository.");

    private static IResult Answer<T, TView>(HttpContext context, GitHubRead<T> read, Func<T, TView> show)
    {
        switch (read)
        {
            case GitHubRead<T>.Found(var value, _):
                return TypedResults.Ok(show(value));
            case GitHubRead<T>.Failed({ IsNotFound: true }):
                // Lists and one's own account are always there: an address without them is no GitHub.
                return Refuse(context, GitHubTroubleReader.Unavailable("it does not know what was asked; is GitHub:ApiBaseUrl right?"));
            case GitHubRead<T>.Failed(var trouble):
                return Refuse(context, trouble);
            default:
                throw new InvalidOperationException("A read has two forms.");
        }
    }

    private static IResult Refuse(HttpContext context, GitHubTrouble trouble)
    {
        if (trouble.RetryAt is { } until)
        {
            var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling((until - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return ProblemResults.Problem(trouble.Status, trouble.Code, trouble.Message);
    }
}
