using TaskRelay.Simulator.Rest;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>A pull request: its conversation, its commits and its coloured diff on one page.</summary>
internal static class PullPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/pull/{number:int}", Show);
        routes.MapGet("/{owner}/{name}/pull/{number:int}/files", (string owner, string name, int number) => Results.Redirect($"/{owner}/{name}/pull/{number}#files"));
        routes.MapGet("/{owner}/{name}/pull/{number:int}.diff", (PageContext page, string owner, string name, int number) =>
        {
            if (!page.TryFind(owner, name, out var repository, out var missing))
                return missing;
            return page.State.FindPullRequest(repository, number) is { } pull
                ? Results.Text(GitHubState.Git(repository).Diff(PullContentsApi.From(repository, pull), pull.HeadSha))
                : PageContext.NotFound();
        });
        routes.MapPost("/{owner}/{name}/pull/{number:int}/merge", Merge);
    }

    private static IResult Show(PageContext page, string owner, string name, int number)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        if (page.State.FindPullRequest(repository, number) is not { } pull)
            return PageContext.NotFound();
        var git = GitHubState.Git(repository);
        var path = Html.Encode(repository.FullName);
        var commits = git.Commits($"{pull.BaseSha}..{pull.HeadSha}").Select(commit =>
            $"<div class=\"row\"><a class=\"grow\" href=\"/{path}/commit/{commit.Sha}\">{Html.Encode(commit.Message.Split('\n')[0])}</a><small>{Html.Encode(commit.AuthorName)} · {commit.Sha[..7]}</small></div>");
        var reviewers = pull.RequestedReviewers.Count == 0 ? "" : $" · review asked of {Html.Encode(string.Join(", ", pull.RequestedReviewers.Select(user => user.Login)))}";
        var live = $"""
            {page.Head(repository, "pulls")}
            {ConversationPages.Render(page, repository, pull.Issue)}
            <p class="mild">Merges <a class="pill" href="/{path}/tree/{Html.Encode(pull.HeadRef)}">{Html.Encode(pull.HeadRef)}</a> into <a class="pill" href="/{path}/tree/{Html.Encode(pull.BaseRef)}">{Html.Encode(pull.BaseRef)}</a>{reviewers}</p>
            <div class="box"><div class="head"><strong>Commits</strong></div>{string.Concat(commits)}</div>
            <h2 id="files">Files changed</h2>
            {DiffView.Render(git.Files(PullContentsApi.From(repository, pull), pull.HeadSha))}
            """;
        var merge = pull.Issue.IsOpen
            ? $"<form method=\"post\" action=\"/{path}/pull/{number}/merge\"><p class=\"actions\"><button class=\"main\">Merge as {Html.Encode(Maintainer(page, repository)?.Login)}</button></p></form>"
            : "";
        return Html.LivePage(page.Request, $"{pull.Title} · Pull request #{number}", live, merge + ConversationPages.Form(page, repository, pull.Issue));
    }

    private static SimulatedUser? Maintainer(PageContext page, SimulatedRepository repository) =>
        page.State.People.FirstOrDefault(user => page.State.GivenRole(repository, user) == "admin");

    private static IResult Merge(PageContext page, string owner, string name, int number)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        if (page.State.FindPullRequest(repository, number) is not { Issue.IsOpen: true } pull || Maintainer(page, repository) is not { } actor)
            return PageContext.NotFound();
        var outcome = PullMerge.Apply(page.State, repository, pull, actor, "merge", null, null);
        return outcome.Sha is null
            ? Html.Page("Not merged", $"<h1>Not merged</h1><p>{Html.Encode(outcome.Message)}</p>", outcome.Status)
            : Results.Redirect($"/{repository.FullName}/pull/{number}");
    }
}
