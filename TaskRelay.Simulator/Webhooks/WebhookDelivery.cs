using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Webhooks;

/// <summary>One attempt to tell the App something. A redelivery is a delivery of its own, with the first one's <see cref="Guid"/>.</summary>
public sealed class WebhookDelivery
{
    private readonly TaskCompletionSource<WebhookDelivery> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal WebhookDelivery(long id, string guid, string @event, string? action, string payload)
    {
        Id = id;
        Guid = guid;
        Event = @event;
        Action = action;
        Payload = payload;
    }

    public long Id { get; }
    public string Guid { get; }
    public string Event { get; }
    public string? Action { get; }

    /// <summary>The bytes that were signed and sent, as text.</summary>
    public string Payload { get; }

    public bool Redelivery { get; internal init; }
    public long? InstallationId { get; internal init; }
    public long? RepositoryId { get; internal init; }
    public Uri? Url { get; internal init; }
    public DateTimeOffset DeliveredAt { get; internal set; }
    public TimeSpan Duration { get; private set; }

    /// <summary>GitHub's word: <c>OK</c>, <c>Invalid HTTP Response: 503</c>, <c>failed to connect to host</c>, <c>timed out</c>.</summary>
    public string Status { get; private set; } = "pending";

    /// <summary>The App's answer; 502 where it could not be reached, 504 where it took too long.</summary>
    public int StatusCode { get; private set; }

    public string ResponseBody { get; private set; } = "";

    /// <summary>Ends when the App has answered, or the attempt has failed; never faults.</summary>
    public Task<WebhookDelivery> Completion => _completion.Task;

    internal IReadOnlyDictionary<string, string> RequestHeaders { get; set; } = new Dictionary<string, string>();
    internal IReadOnlyDictionary<string, string> ResponseHeaders { get; set; } = new Dictionary<string, string>();

    internal void End(string status, int statusCode, string responseBody, TimeSpan duration)
    {
        (Status, StatusCode, ResponseBody, Duration) = (status, statusCode, responseBody, duration);
        _completion.TrySetResult(this);
    }

    internal JsonNode ParsedPayload() => JsonNode.Parse(Payload)!;
}
