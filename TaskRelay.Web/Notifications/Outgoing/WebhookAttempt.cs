namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>One time that a delivery was sent.</summary>
public sealed class WebhookAttempt
{
    public required Guid DeliveryId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What the receiver answered; null where there was no answer.</summary>
    public int? Status { get; init; }

    public required long Milliseconds { get; init; }

    /// <summary>The beginning of the answer, or why there was none. Text of others.</summary>
    public string? Answer { get; init; }
}
