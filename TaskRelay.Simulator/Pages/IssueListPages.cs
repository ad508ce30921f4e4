using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>Lists of issues and pull requests, and the form for a new issue.</summary>
internal static class IssueListPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/issues", (PageContext page, string owner, string name) => List(page, owner, name, pulls: false));
        routes.MapGet("/{owner}/{name}/pulls", (PageContext page, string owner, string name) => List(page, owner, name, pulls: true));
        routes.MapGet("/{owner}/{name}/issues/new", New);
        routes.MapPost("/{owner}/{name}/issues", CreateAsync);
    }

    private static IResult List(PageContext page, string owner, string name, bool pulls)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        var found = page.State.Issues(repository.FullName).Where(issue => issue.IsPullRequest == pulls).OrderByDescending(issue => issue.Number).ToList();
        var rows = string.Concat(found.OrderBy(issue => issue.IsOpen ? 0 : 1).Select(issue => Row(page, repository, issue)));
        var empty = $"<div class=\"row\">There are no {(pulls ? "pull requests" : "issues")} yet.</div>";
        var action = pulls ? "" : $"<p class=\"actions\"><a class=\"button\" href=\"/{Html.Encode(repository.FullName)}/issues/new\">New issue</a></p>";
        return Html.LivePage(page.Request, (pulls ? "Pull requests" : "Issues") + " · " + repository.FullName,
            $"{page.Head(repository, pulls ? "pulls" : "issues")}<h1>{(pulls ? "Pull requests" : "Issues")}</h1>{action}<div class=\"box\">{(found.Count == 0 ? empty : rows)}</div>");
    }

    private static string Row(PageContext page, SimulatedRepository repository, SimulatedIssue issue)
    {
        var comments = page.State.Comments(repository.FullName, issue.Number).Count;
        return $"""
            <div class="row">{Badge(page.State, repository, issue)}<span class="grow"><a class="title" href="/{Html.Encode(repository.FullName)}/{(issue.IsPullRequest ? "pull" : "issues")}/{issue.Number}">{Html.Encode(issue.Title)}</a><br>
            <small>#{issue.Number} opened {page.Ago(issue.CreatedAt)} by {Html.Encode(issue.Author.Login)}</small></span>
            <small>{(comments == 1 ? "1 comment" : $"{comments} comments")}</small></div>
            """;
    }

    public static string Badge(GitHubState state, SimulatedRepository repository, SimulatedIssue issue)
    {
        var pull = state.FindPullRequest(repository, issue.Number);
        var (kind, text) = pull switch
        {
            { Merged: true } => ("merged", "Merged"),
            { Draft: true, Issue.IsOpen: true } => ("draft", "Draft"),
            null when !issue.IsOpen => ("done", "Closed"),
            _ => (issue.State, issue.IsOpen ? "Open" : "Closed"),
        };
        return $"<span class=\"state {kind}\">{text}</span>";
    }

    private static IResult New(PageContext page, string owner, string name)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        return Html.Page("New issue · " + repository.FullName, $"""
            {page.Head(repository, "issues")}
            <h1>New issue</h1>
            <form method="post" action="/{Html.Encode(repository.FullName)}/issues">
              <p><label for="title">Title</label><input type="text" id="title" name="title" required maxlength="256"></p>
              <p><label for="body">Description</label><textarea id="body" name="body" rows="12"></textarea></p>
              {page.People("Open it as")}
              <p class="actions"><button class="main">Create issue</button></p>
            </form>
            """);
    }

    private static async Task<IResult> CreateAsync(PageContext page, string owner, string name)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        var form = await page.Request.ReadFormAsync(page.Request.HttpContext.RequestAborted);
        if (string.IsNullOrWhiteSpace(form["title"]) || page.State.FindUser(form["as"].ToString()) is not { IsPerson: true } author)
            return Results.Redirect($"/{repository.FullName}/issues/new");
        var issue = page.State.OpenIssue(repository, form["title"].ToString().Trim(), form["body"].ToString().ReplaceLineEndings("\n"), author, [], byApp: false);
        return Results.Redirect($"/{repository.FullName}/issues/{issue.Number}");
    }
}
