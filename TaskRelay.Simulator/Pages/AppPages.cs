using Microsoft.AspNetCore.WebUtilities;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>The App's own page, where it is installed on accounts.</summary>
internal static class AppPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apps/{slug}", Show);
        routes.MapGet("/apps/{slug}/installations/new", Show);
        routes.MapGet("/apps/{slug}/installations/select_target", Show);
        routes.MapPost("/apps/{slug}/installations", InstallAsync);
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
            <p>{(page.State.Installations.Count == 0 ? "The App is not installed anywhere yet." : "The App is installed on:")}</p>
            {(page.State.Installations.Count == 0 ? "" : $"<div class=\"box\">{string.Concat(rows)}</div>")}
            {Form(page)}
            <p class="mild">It may: {Html.Encode(string.Join(", ", page.State.App.Permissions.Select(pair => $"{pair.Value} {pair.Key}")))}.</p>
            """);
    }

    private static string Form(PageContext page)
    {
        var accounts = page.State.Repositories.Select(repository => repository.Owner).DistinctBy(owner => owner.Id)
            .Where(owner => page.State.Installations.All(installation => installation.Account.Id != owner.Id))
            .Select((owner, i) => $"<label><input type=\"radio\" name=\"account\" value=\"{Html.Encode(owner.Login)}\"{(i == 0 ? " checked" : "")}> {Html.Encode(owner.Login)}</label>")
            .ToList();
        return accounts.Count == 0 ? "" : $"""
            <form method="post" action="/apps/{Html.Encode(page.State.App.Slug)}/installations">
              <fieldset><legend>Install on all repositories of</legend>{string.Concat(accounts)}</fieldset>
              {page.People("As")}
              <p class="actions"><button class="main" id="install">Install</button></p>
            </form>
            """;
    }

    /// <summary>Only an owner may; GitHub then sends them to the App's setup address.</summary>
    private static async Task<IResult> InstallAsync(PageContext page, string slug)
    {
        var form = await page.Request.ReadFormAsync(page.Request.HttpContext.RequestAborted);
        if (slug != page.State.App.Slug || page.State.FindUser(form["account"].ToString()) is not { } account
            || page.State.FindUser(form["as"].ToString()) is not { IsPerson: true } person || !page.State.Owns(person, account))
        {
            return PageContext.NotFound();
        }
        var installation = page.State.InstallByOwner(account.Login);
        return Results.Redirect(page.State.App.SetupUrl is { } setup
            ? QueryHelpers.AddQueryString(setup.ToString(), new Dictionary<string, string?> { ["installation_id"] = $"{installation.Id}", ["setup_action"] = "install" })
            : $"/apps/{slug}");
    }

    private static string Names(GitHubState state, SimulatedInstallation installation) =>
        string.Join(", ", state.Repositories.Where(repository => installation.RepositoryIds.Contains(repository.Id)).Select(repository => repository.FullName));
}
