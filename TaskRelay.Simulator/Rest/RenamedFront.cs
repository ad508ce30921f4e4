using System.Globalization;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Leads from a repository's former name to its id, as GitHub does, and serves what lies below an id.</summary>
internal sealed class RenamedFront(RequestDelegate next, GitHubState state)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        switch (request.Path.Value!.Split('/', 5))
        {
            case ["", "repos", var owner, var name, .. var rest] when state.FindRenamed($"{owner}/{name}") is { } renamed:
                var target = $"{request.Scheme}://{request.Host}{request.PathBase}/repositories/{renamed.Id}{Tail(rest)}{request.QueryString}";
                http.Response.Headers.Location = target;
                var body = Answer.Message(StatusCodes.Status301MovedPermanently, "Moved Permanently");
                body["url"] = target;
                await Answer.Json(body, StatusCodes.Status301MovedPermanently).ExecuteAsync(http);
                return;
            case ["", "repositories", var id, var first, .. var more]
                when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && state.FindRepository(number) is { } found:
                request.Path = $"/repos/{found.FullName}/{first}{Tail(more)}";
                // The path base has routed it already; it is another address now.
                http.SetEndpoint(null);
                request.RouteValues.Clear();
                break;
        }
        await next(http);
    }

    private static string Tail(string[] rest) => rest.Length == 0 ? "" : "/" + rest[0];
}
