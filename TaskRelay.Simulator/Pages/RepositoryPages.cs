using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>The list of repositories, all of them or an account's.</summary>
internal static class RepositoryPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (PageContext page) => List(page, "Repositories", page.State.Repositories));
        routes.MapGet("/{owner}", (PageContext page, string owner) => page.State.FindUser(owner) is { } account
            ? List(page, account.Login, [.. page.State.Repositories.Where(repository => repository.Owner.Id == account.Id)])
            : PageContext.NotFound());
    }

    private static IResult List(PageContext page, string title, IReadOnlyList<SimulatedRepository> repositories)
    {
        var rows = string.Concat(repositories.Select(repository => $"""
            <div class="row">
              <span class="grow"><a class="title" href="/{Html.Encode(repository.FullName)}">{Html.Encode(repository.FullName)}</a> <span class="pill">{(repository.Private ? "Private" : "Public")}</span><br>
              <small>{Html.Encode(repository.Description)}</small></span>
              <a href="/{Html.Encode(repository.FullName)}/issues">{page.State.Issues(repository.FullName).Count(issue => issue.IsOpen && !issue.IsPullRequest)} open issues</a>
            </div>
            """));
        return Html.LivePage(page.Request, title, $"""
            <h1>{Html.Encode(title)}</h1>
            <div class="box">{(rows.Length == 0 ? "<div class=\"row\">No repository.</div>" : rows)}</div>
            """);
    }
}
