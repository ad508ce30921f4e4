using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.Rest.Shapes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>What every endpoint of the API works with; bound from the request that the API's front has let through.</summary>
internal sealed class RestContext(HttpContext http)
{
    public HttpContext Http => http;
    public GitHubState State { get; } = http.RequestServices.GetRequiredService<GitHubState>();
    public Shape Shape { get; } = http.RequestServices.GetRequiredService<Shape>();
    public Caller Caller { get; } = http.Features.Get<Caller>() ?? throw new InvalidOperationException("Not an endpoint of the API.");

    /// <summary>The JSON body; empty where there was none.</summary>
    public JsonObject Body { get; } = http.Features.Get<JsonObject>() ?? [];

    /// <summary>The one who acts. Only after a check that somebody does.</summary>
    public SimulatedUser Actor => Caller.Account!;

    public static ValueTask<RestContext?> BindAsync(HttpContext http) => ValueTask.FromResult<RestContext?>(new RestContext(http));

    public string? Text(string name) => Body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public bool Flag(string name) => Body[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public string? Query(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Finds a repository for this caller. GitHub's order of refusals: who are you (401), it is not there as far as
    /// you can tell (404), you can see it but may not do that (403).
    /// </summary>
    public bool TryOpen(
        string owner, string name, Need need, [NotNullWhen(true)] out SimulatedRepository? repository, [NotNullWhen(false)] out IResult? refusal)
    {
        repository = State.FindRepository($"{owner}/{name}");
        refusal = Caller.Kind == TokenKind.App ? Answer.Unauthorized("Bad credentials") : Refuse(repository, need);
        if (refusal is not null)
            repository = null;
        return refusal is null;
    }

    public IResult Page<T>(IEnumerable<T> items, Func<T, JsonNode> shape) => Answer.Ok(new JsonArray([.. Paging.Take(http, [.. items]).Select(shape)]));

    /// <summary>Lists that GitHub wraps in an object with a total.</summary>
    public IResult Page<T>(string name, IReadOnlyList<T> items, Func<T, JsonNode> shape) => Answer.Ok(new JsonObject
    {
        ["total_count"] = items.Count,
        [name] = new JsonArray([.. Paging.Take(http, items).Select(shape)]),
    });

    private IResult? Refuse(SimulatedRepository? repository, Need need)
    {
        if (repository is null || !Caller.CanSee(repository))
            return Caller.Kind == TokenKind.None && repository is not null ? Answer.Unauthorized("Requires authentication") : Answer.NotFound();
        if (Caller.Installation?.SuspendedAt is not null)
            return Answer.Forbidden("This installation has been suspended");
        if (!Caller.May(repository, need))
            return Forbidden(repository, need);
        return repository.Archived && need.Level >= AccessLevel.Write ? Answer.Forbidden("Repository was archived so is read-only.") : null;
    }

    private IResult Forbidden(SimulatedRepository repository, Need need) => Caller.Kind switch
    {
        TokenKind.None => Answer.Unauthorized("Requires authentication"),
        TokenKind.Personal => Answer.Forbidden("Resource not accessible by personal access token"),
        TokenKind.User when Caller.Role(repository) < need.Role => Answer.Forbidden("Must have push access to the repository."),
        _ => Answer.Forbidden("Resource not accessible by integration"),
    };
}
