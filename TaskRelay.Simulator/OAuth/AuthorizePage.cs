using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using TaskRelay.Simulator.Pages;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.OAuth;

/// <summary>Where people let the App know who they are. There are no passwords here: one link a person.</summary>
internal static class AuthorizePage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/login/oauth/authorize", Show);

    private static IResult Show(HttpRequest request, GitHubState state, OAuthStore store)
    {
        var query = request.Query;
        if (query["client_id"] != state.App.ClientId)
            return Html.Page("Not found", "<h1>404</h1><p>No App has this client id.</p>", StatusCodes.Status404NotFound);
        var redirect = query["redirect_uri"].ToString() is { Length: > 0 } asked ? asked : state.App.CallbackUrls is [var first, ..] ? first.ToString() : "";
        if (!IsCallback(state.App, redirect))
        {
            return Html.Page("Redirect URI mismatch",
                "<h1>Be careful!</h1><p>The <code>redirect_uri</code> is not associated with this application.</p>", StatusCodes.Status400BadRequest);
        }
        var challenge = query["code_challenge"].ToString() is { Length: > 0 } given ? given : null;
        if (challenge is not null && query["code_challenge_method"] != "S256")
            return Back(redirect, query["state"], ("error", "invalid_request"), ("error_description", "Only the S256 code challenge method is supported."));
        if (query.ContainsKey("cancel"))
            return Back(redirect, query["state"], ("error", "access_denied"), ("error_description", "The user has denied your application access."));
        if (query["as"].ToString() is not { Length: > 0 } login)
            return Html.Page($"Authorize {state.App.Name}", Choice(request, state));
        return state.FindUser(login) is { IsPerson: true } user
            ? Back(redirect, query["state"], ("code", store.AddCode(user, redirect, challenge)))
            : Html.Page("Not found", "<h1>404</h1><p>There is no such person.</p>", StatusCodes.Status404NotFound);
    }

    /// <summary>Below a registered address; where none is registered, anywhere on this machine.</summary>
    private static bool IsCallback(SimulatedApp app, string redirect)
    {
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return false;
        if (app.CallbackUrls.Count == 0)
            return uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
        return app.CallbackUrls.Any(known => known.Scheme == uri.Scheme && known.Authority == uri.Authority
            && uri.AbsolutePath.StartsWith(known.AbsolutePath, StringComparison.Ordinal));
    }

    private static IResult Back(string redirect, string? stateParameter, params (string Name, string Value)[] parameters)
    {
        var query = parameters.ToDictionary(pair => pair.Name, pair => (string?)pair.Value);
        if (!string.IsNullOrEmpty(stateParameter))
            query["state"] = stateParameter;
        return Results.Redirect(QueryHelpers.AddQueryString(redirect, query));
    }

    private static string Choice(HttpRequest request, GitHubState state)
    {
        string Link(string name, string value) =>
            Html.Encode(QueryHelpers.AddQueryString("/login/oauth/authorize", request.Query.Append(new(name, value))));
        var people = string.Concat(state.People.Select(user => $"""
            <a class="person" href="{Link("as", user.Login)}" id="as-{Html.Encode(user.Login)}">
              <img src="/avatars/{user.Id}.svg" alt="" width="40" height="40">
              <span><strong>{Html.Encode(user.Login)}</strong><small>{Html.Encode(Roles(state, user))}</small></span>
            </a>
            """));
        return $"""
            <section class="card narrow">
              <h1>Authorize {Html.Encode(state.App.Name)}</h1>
              <p>{Html.Encode(state.App.Name)} wants to know who you are. This GitHub has no passwords: choose whom to be.</p>
              <div class="people">{people}</div>
              <p><a class="button" id="cancel" href="{Link("cancel", "1")}">Cancel</a></p>
            </section>
            """;
    }

    private static string Roles(GitHubState state, SimulatedUser user)
    {
        var roles = state.Repositories.Select(repository => (repository.FullName, Role: state.GivenRole(repository, user)))
            .Where(pair => pair.Role != "none").Select(pair => $"{pair.Role} on {pair.FullName}").ToList();
        return roles.Count == 0 ? "no repository" : string.Join(", ", roles.Take(3));
    }
}
