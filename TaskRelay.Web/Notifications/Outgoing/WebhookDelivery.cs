namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>One event for one endpoint, written in the transaction that ended the task. Its id is the event's for the receiver, however often it is sent.</summary>
public sealed class WebhookDelivery
{
    public required Guid Id { get; init; }

    public required Guid EndpointId { get; init; }

    /// <summary>Of <see cref="OutgoingEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary>Null for a test.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>What is sent, each time the same.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required WebhookDeliveryState State { get; set; }

    /// <summary>Not sent before this.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Tries since it was written, or since somebody asked for another.</summary>
    public int Tries { get; set; }

    /// <summary>Number of the last attempt.</summary>
    public int Attempts { get; set; }

    /// <summary>Whoever is sending it now; nobody else does before <see cref="ClaimedUntil"/>.</summary>
    public Guid? Claim { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }
}
