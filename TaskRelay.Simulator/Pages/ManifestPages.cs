using Microsoft.AspNetCore.WebUtilities;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>
/// Where a manifest becomes an App: the form of another site comes in, its person names the App and says yes, and goes
/// back with a code. Only owners register for an organization.
/// </summary>
internal static class ManifestPages
{
    /// <param name="open">For what other sites send here.</param>
    /// <param name="guarded">For what only these pages send.</param>
    public static void Map(IEndpointRouteBuilder open, IEndpointRouteBuilder guarded)
    {
        open.MapPost("/settings/apps/new", (PageContext page) => AskAsync(page, null)).DisableAntiforgery();
        open.MapPost("/organizations/{organization}/settings/apps/new", (PageContext page, string organization) => AskAsync(page, organization)).DisableAntiforgery();
        guarded.MapPost("/settings/apps/manifest", RegisterAsync).DisableAntiforgery();
    }

    private static async Task<IResult> AskAsync(PageContext page, string? organization)
    {
        var account = organization is null ? null : page.State.FindUser(organization);
        if (organization is not null && account?.Type != "Organization")
            return PageContext.NotFound();
        var form = await page.Request.ReadFormAsync(page.Request.HttpContext.RequestAborted);
        var (manifest, faults) = AppManifest.Read(form["manifest"].ToString());
        return manifest is null
            ? Refused(faults)
            : Html.Page("Create GitHub App", Form(page, form["manifest"].ToString(), manifest.Name ?? "", page.Request.Query["state"], account, null));
    }

    private static async Task<IResult> RegisterAsync(PageContext page, ManifestStore store)
    {
        var form = await page.Request.ReadFormAsync(page.Request.HttpContext.RequestAborted);
        var (manifest, faults) = AppManifest.Read(form["manifest"].ToString());
        if (manifest is null)
            return Refused(faults);
        if (page.State.FindUser(form["as"].ToString()) is not { IsPerson: true } person)
            return PageContext.NotFound();
        var account = form["organization"].ToString() is { Length: > 0 } organization ? page.State.FindUser(organization) : person;
        if (account is null || !page.State.Owns(person, account))
            return PageContext.NotFound();
        var name = form["name"].ToString().Trim();
        if (AppManifest.NameFault(name) is { } fault)
            return Html.Page("Create GitHub App", Form(page, form["manifest"].ToString(), name, form["state"], account == person ? null : account, fault), StatusCodes.Status422UnprocessableEntity);
        var query = new Dictionary<string, string?> { ["code"] = store.Add(manifest, name, account.Login) };
        if (form["state"].ToString() is { Length: > 0 } state)
            query["state"] = state;
        return Results.Redirect(QueryHelpers.AddQueryString(manifest.RedirectUrl?.ToString() ?? page.State.BaseUrl, query));
    }

    private static IResult Refused(IReadOnlyList<string> faults) => Html.Page("Invalid GitHub App configuration", $"""
        <h1>Invalid GitHub App configuration</h1>
        <p>The configuration does not appear to be a valid GitHub App manifest.</p>
        <ul>{string.Concat(faults.Select(fault => $"<li>{Html.Encode(fault)}</li>"))}</ul>
        """, StatusCodes.Status422UnprocessableEntity);

    private static string Form(PageContext page, string manifest, string name, string? state, SimulatedUser? organization, string? fault) => $"""
        <section class="card narrow">
          <h1>Create GitHub App{(organization is null ? "" : $" for {Html.Encode(organization.Login)}")}</h1>
          {(fault is null ? "" : $"<p><strong>{Html.Encode(fault)}</strong></p>")}
          <form method="post" action="/settings/apps/manifest">
            <input type="hidden" name="manifest" value="{Html.Encode(manifest)}">
            <input type="hidden" name="state" value="{Html.Encode(state)}">
            <input type="hidden" name="organization" value="{Html.Encode(organization?.Login)}">
            <p><label for="name">GitHub App name</label><input id="name" name="name" required value="{Html.Encode(name)}"></p>
            {page.People("As")}
            <p class="actions"><button class="main" id="create">Create GitHub App</button></p>
          </form>
        </section>
        """;
}
