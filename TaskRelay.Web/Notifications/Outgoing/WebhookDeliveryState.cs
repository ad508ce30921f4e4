namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>How a delivery stands.</summary>
public enum WebhookDeliveryState
{
    /// <summary>To be sent, now or at its time.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,
}
