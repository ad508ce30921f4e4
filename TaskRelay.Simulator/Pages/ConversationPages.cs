using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>An issue with its comments, and the form to write one.</summary>
internal static class ConversationPages
{
    private static readonly Dictionary<string, string> Emoji = new()
    {
        ["+1"] = "👍",
        ["-1"] = "👎",
        ["laugh"] = "😄",
        ["hooray"] = "🎉",
        ["confused"] = "😕",
        ["heart"] = "❤️",
        ["rocket"] = "🚀",
        ["eyes"] = "👀",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}/issues/{number:int}", Show);
        routes.MapPost("/{owner}/{name}/issues/{number:int}/comments", CommentAsync);
        routes.MapPost("/{owner}/{name}/issues/{number:int}/state", ChangeStateAsync);
    }

    private static IResult Show(PageContext page, string owner, string name, int number)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        if (page.State.FindIssue(repository.FullName, number) is not { } issue)
            return PageContext.NotFound();
        if (issue.IsPullRequest)
            return Results.Redirect($"/{repository.FullName}/pull/{number}");
        return Html.LivePage(page.Request, $"{issue.Title} · Issue #{number}", page.Head(repository, "issues") + Render(page, repository, issue), Form(page, repository, issue));
    }

    /// <summary>Title, description and comments; a pull request shows the same on its page.</summary>
    public static string Render(PageContext page, SimulatedRepository repository, SimulatedIssue issue)
    {
        var comments = page.State.Comments(repository.FullName, issue.Number).Select(comment =>
            Box(page, repository, $"issuecomment-{comment.Id}", comment.Author, comment.Body, page.Ago(comment.CreatedAt) + (comment.Edits > 0 ? " · edited" : ""), page.State.Reactions(comment)));
        return $"""
            <h1>{Html.Encode(issue.Title)} <span class="number">#{issue.Number}</span></h1>
            <p>{IssueListPages.Badge(page.State, repository, issue)} <span class="mild"><strong>{Html.Encode(issue.Author.Login)}</strong> opened this {page.Ago(issue.CreatedAt)}</span></p>
            {Box(page, repository, "description", issue.Author, issue.Body, page.Ago(issue.CreatedAt), page.State.Reactions(issue))}
            {string.Concat(comments)}
            """;
    }

    private static string Box(PageContext page, SimulatedRepository repository, string id, SimulatedUser author, string? body, string when, IReadOnlyList<SimulatedReaction> reactions)
    {
        var groups = reactions.GroupBy(reaction => reaction.Content).Select(group =>
            $"<span class=\"reaction\" data-content=\"{Html.Encode(group.Key)}\" title=\"{Html.Encode(string.Join(", ", group.Select(one => one.User.Login)))}\">{Emoji[group.Key]} {Html.Encode(group.Key)} {group.Count()}</span>");
        var role = author.Type == "Bot" ? "bot" : page.State.GivenRole(repository, author);
        return $"""
            <article class="box comment" id="{id}">
              <div class="head"><img src="/avatars/{author.Id}.svg" alt="" width="22" height="22"><strong>{Html.Encode(author.Login)}</strong> <span class="pill">{role}</span> <span class="mild">{when}</span></div>
              <div class="text">{Markdown.Render(body, repository.FullName)}{string.Concat(groups)}</div>
            </article>
            """;
    }

    public static string Form(PageContext page, SimulatedRepository repository, SimulatedIssue issue)
    {
        var path = $"/{Html.Encode(repository.FullName)}/issues/{issue.Number}";
        return $"""
            <form method="post" action="{path}/comments">
              <p><label for="body">Add a comment</label><textarea id="body" name="body" required placeholder="@taskrelay scribe follow the script in this issue"></textarea></p>
              <p class="actions"><span class="mild">Fill in:</span>
                <button type="button" class="fill" data-fill="@taskrelay scribe follow the script in this issue">@taskrelay scribe</button>
                <button type="button" class="fill" data-fill="@taskrelay status">status</button>
                <button type="button" class="fill" data-fill="@taskrelay stop">stop</button>
                <button type="button" class="fill" data-fill="@taskrelay help">help</button></p>
              {page.People("Comment as")}
              <p class="actions"><button class="main">Comment</button>
                <button formaction="{path}/state" formnovalidate name="state" value="{(issue.IsOpen ? "closed" : "open")}">{(issue.IsOpen ? "Close" : "Reopen")}</button></p>
            </form>
            """;
    }

    private static async Task<IResult> CommentAsync(PageContext page, string owner, string name, int number)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        var form = await page.Request.ReadFormAsync(page.Request.HttpContext.RequestAborted);
        if (page.State.FindIssue(repository.FullName, number) is not { } issue || page.State.FindUser(form["as"].ToString()) is not { IsPerson: true } author)
            return PageContext.NotFound();
        var body = form["body"].ToString().ReplaceLineEndings("\n").Trim();
        if (body.Length == 0)
            return Results.Redirect(Address(repository, issue));
        var posted = page.State.Comment(repository, number, author, body, byApp: false);
        return Results.Redirect($"{Address(repository, issue)}#issuecomment-{posted.Comment.Id}");
    }

    private static async Task<IResult> ChangeStateAsync(PageContext page, string owner, string name, int number)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        var form = await page.Request.ReadFormAsync(page.Request.HttpContext.RequestAborted);
        if (page.State.FindIssue(repository.FullName, number) is not { } issue || page.State.FindUser(form["as"].ToString()) is not { IsPerson: true } actor)
            return PageContext.NotFound();
        // A merged pull request stays as it is.
        if (form["state"].ToString() is "open" or "closed" && page.State.FindPullRequest(repository, number) is not { Merged: true })
            page.State.UpdateIssue(repository, number, known => known with { State = form["state"].ToString() }, actor);
        return Results.Redirect(Address(repository, issue));
    }

    private static string Address(SimulatedRepository repository, SimulatedIssue issue) =>
        $"/{repository.FullName}/{(issue.IsPullRequest ? "pull" : "issues")}/{issue.Number}";
}
