using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Issues. A pull request is one of them, as on GitHub.</summary>
internal static class IssuesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}/issues", List);
        api.MapPost("/repos/{owner}/{name}/issues", Create);
        api.MapGet("/repos/{owner}/{name}/issues/{number:int}", (RestContext rest, string owner, string name, int number) =>
        {
            if (!rest.TryOpen(owner, name, Need.IssuesRead, out var repository, out var refusal))
                return refusal;
            return rest.State.FindIssue(repository.FullName, number) is { } issue ? Answer.Ok(rest.Shape.Issue(repository, issue)) : Answer.NotFound();
        });
        api.MapPatch("/repos/{owner}/{name}/issues/{number:int}", Update);
    }

    private static IResult List(RestContext rest, string owner, string name)
    {
        if (!rest.TryOpen(owner, name, Need.IssuesRead, out var repository, out var refusal))
            return refusal;
        var state = rest.Query("state") ?? "open";
        var since = DateTimeOffset.TryParse(rest.Query("since"), out var at) ? at : DateTimeOffset.MinValue;
        var creator = rest.Query("creator");
        var issues = rest.State.Issues(repository.FullName)
            .Where(issue => (state == "all" || issue.State == state) && issue.UpdatedAt >= since)
            .Where(issue => creator is null || issue.Author.Login.Equals(creator, StringComparison.OrdinalIgnoreCase));
        var sorted = rest.Query("sort") == "updated" ? issues.OrderBy(issue => issue.UpdatedAt).ThenBy(issue => issue.Number) : issues.OrderBy(issue => issue.Number);
        return rest.Page(rest.Query("direction") == "asc" ? sorted : sorted.Reverse(), issue => rest.Shape.Issue(repository, issue));
    }

    private static IResult Create(RestContext rest, string owner, string name)
    {
        if (!rest.TryOpen(owner, name, Need.IssuesWrite, out var repository, out var refusal))
            return refusal;
        if (string.IsNullOrWhiteSpace(rest.Text("title")))
            return Answer.InvalidField("Issue", "title", "missing_field");
        var issue = rest.State.OpenIssue(repository, rest.Text("title")!, rest.Text("body"), rest.Actor, Labels(rest), rest.Caller.IsApp);
        return Answer.Created(rest.Shape.Issue(repository, issue));
    }

    private static IResult Update(RestContext rest, string owner, string name, int number)
    {
        if (!rest.TryOpen(owner, name, Need.IssuesWrite, out var repository, out var refusal))
            return refusal;
        if (rest.State.FindIssue(repository.FullName, number) is not { } issue)
            return Answer.NotFound();
        if (rest.Caller.IsPerson && issue.Author.Id != rest.Actor.Id && rest.Caller.Role(repository) < Roles.Triage)
            return Answer.Forbidden("Must have triage rights to the repository.");
        if (rest.Text("state") is { } asked && asked is not ("open" or "closed"))
            return Answer.InvalidField("Issue", "state");
        var changed = rest.State.UpdateIssue(repository, number, known => known with
        {
            Title = rest.Text("title") ?? known.Title,
            Body = rest.Body.ContainsKey("body") ? rest.Text("body") : known.Body,
            State = rest.Text("state") ?? known.State,
            StateReason = rest.Text("state_reason") ?? known.StateReason,
            Labels = rest.Body["labels"] is JsonArray ? Labels(rest) : known.Labels,
        }, rest.Actor);
        return Answer.Ok(rest.Shape.Issue(repository, changed));
    }

    private static List<string> Labels(RestContext rest) => [.. (rest.Body["labels"] as JsonArray ?? []).Select(label =>
        label is JsonObject named ? named["name"]!.GetValue<string>() : label!.GetValue<string>())];
}
