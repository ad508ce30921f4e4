using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>The App's own page, where GitHub lets people install it; here it is installed from the start.</summary>
internal static class AppPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apps/{slug}", Show);
        routes.MapGet("/apps/{slug}/installations/new", Show);
        routes.MapGet("/apps/{slug}/installations/select_target", Show);
        routes.MapGet("/organizations/{login}/settings/installations/{id:long}", (PageContext page) => Show(page, page.State.App.Slug));
        routes.MapGet("/settings/installations/{id:long}", (PageContext page) => Show(page, page.State.App.Slug));
    }

    private static IResult Show(PageContext page, string slug)
    {
        if (slug != page.State.App.Slug)
            return PageContext.NotFound();
        var rows = page.State.Installations.Select(installation => $"""
            <div class="row"><span class="grow"><strong>{Html.Encode(installation.Account.Login)}</strong><br><small>{Html.Encode(Names(page.State, installation))}</small></span><small>installation {installation.Id}</small></div>
            """);
        return Html.Page(page.State.App.Name, $"""
            <h1>{Html.Encode(page.State.App.Name)}</h1>
            <p>The App is installed on:</p>
            <div class="box">{string.Concat(rows)}</div>
            <p class="mild">It may: {Html.Encode(string.Join(", ", page.State.App.Permissions.Select(pair => $"{pair.Value} {pair.Key}")))}.</p>
            """);
    }

    private static string Names(GitHubState state, SimulatedInstallation installation) =>
        string.Join(", ", state.Repositories.Where(repository => installation.RepositoryIds.Contains(repository.Id)).Select(repository => repository.FullName));
}
