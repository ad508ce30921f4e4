using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest.Shapes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Webhooks;

/// <summary>The payloads: the same shapes as the REST API's, put together as GitHub does.</summary>
internal sealed partial class WebhookSender
{
    private readonly Shape _shape = new(state);

    public WebhookDelivery? IssueComment(
        string action, SimulatedRepository repository, SimulatedIssue issue, SimulatedComment comment, SimulatedUser sender, string? before = null)
    {
        var payload = Begin(action, repository, sender);
        payload["issue"] = _shape.Issue(repository, issue);
        payload["comment"] = _shape.Comment(repository, comment);
        if (before is not null)
            payload["changes"] = new JsonObject { ["body"] = new JsonObject { ["from"] = before } };
        return Send("issue_comment", action, payload, state.InstallationOf(repository), repository.Id);
    }

    public WebhookDelivery? Issue(string action, SimulatedRepository repository, SimulatedIssue issue, SimulatedUser sender)
    {
        var payload = Begin(action, repository, sender);
        payload["issue"] = _shape.Issue(repository, issue);
        return Send("issues", action, payload, state.InstallationOf(repository), repository.Id);
    }

    public WebhookDelivery? PullRequest(string action, SimulatedRepository repository, SimulatedPullRequest pull, SimulatedUser sender)
    {
        var payload = Begin(action, repository, sender);
        payload["number"] = pull.Number;
        payload["pull_request"] = _shape.PullRequestInFull(repository, pull);
        return Send("pull_request", action, payload, state.InstallationOf(repository), repository.Id);
    }

    /// <summary>What every App is told unasked: a repository was taken out of an installation.</summary>
    public WebhookDelivery? InstallationRepositories(SimulatedInstallation installation, SimulatedRepository removed, SimulatedUser sender)
    {
        if (app.WebhookUrl is null)
            return null;
        var payload = new JsonObject
        {
            ["action"] = "removed",
            ["installation"] = _shape.Installation(installation),
            ["repository_selection"] = "selected",
            ["repositories_added"] = new JsonArray(),
            ["repositories_removed"] = new JsonArray(Shape.RepositoryInBrief(removed)),
            ["requester"] = null,
            ["sender"] = _shape.User(sender),
        };
        return Start(new WebhookDelivery(Log.NextId(), Guid.NewGuid().ToString(), "installation_repositories", "removed", payload.ToJsonString(Json))
        {
            InstallationId = installation.Id,
            Url = app.WebhookUrl,
        });
    }

    /// <summary>What every App is told unasked: it was installed or removed.</summary>
    public WebhookDelivery? Installation(string action, SimulatedInstallation installation, SimulatedUser sender)
    {
        if (app.WebhookUrl is null)
            return null;
        var payload = new JsonObject
        {
            ["action"] = action,
            ["installation"] = _shape.Installation(installation),
            ["repositories"] = new JsonArray([.. installation.RepositoryIds.Select(state.FindRepository).OfType<SimulatedRepository>().Select(Shape.RepositoryInBrief)]),
            ["sender"] = _shape.User(sender),
        };
        return Start(new WebhookDelivery(Log.NextId(), Guid.NewGuid().ToString(), "installation", action, payload.ToJsonString(Json))
        {
            InstallationId = installation.Id,
            Url = app.WebhookUrl,
        });
    }

    private JsonObject Begin(string action, SimulatedRepository repository, SimulatedUser sender)
    {
        var payload = new JsonObject
        {
            ["action"] = action,
            ["repository"] = _shape.Repository(repository),
            ["sender"] = _shape.User(sender),
        };
        if (repository.Owner.Type == "Organization")
            payload["organization"] = _shape.Organization(repository.Owner);
        return payload;
    }
}
