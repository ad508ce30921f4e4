using System.Text.Json;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Writes what is sent: small, without the instructions and the log, which the API has.</summary>
public sealed class WebhookBodies(TaskViews views, PublicAddress address)
{
    private const int LongestText = 2_000;

    /// <summary>Of an end.</summary>
    public string Of(RelayTask ended, DateTimeOffset at)
    {
        var task = views.Of(ended);
        return Text(new WebhookBody<EndedTask>(
            OutgoingEvents.Of(task.Status),
            at,
            new EndedTask(
                task.Id, address.Link($"/tasks/{task.Id}"), task.Status, task.Attempt, task.Agent, task.Model, task.Priority, task.Source, task.Repository,
                task.Issue, task.CreatedBy, task.CreatedAt, task.StartedAt, task.CompletedAt, task.Branch, task.CommitSha, task.PullRequest,
                Short(task.Summary), task.Usage, task.Error is { } error ? error with { Message = Short(error.Message)! } : null)));
    }

    /// <summary>Of a test.</summary>
    public string OfTest(WebhookEndpoint endpoint, DateTimeOffset at) =>
        Text(new WebhookBody<EndpointTest>(OutgoingEvents.Test, at, new EndpointTest(endpoint.Id, endpoint.Name, "It works.")));

    private static string Text<T>(WebhookBody<T> body) => JsonSerializer.Serialize(body, RelayJson.Options);

    private static string? Short(string? text) => text is null ? null : CommentText.Cut(CommentText.Redacted(text), LongestText);
}
