namespace TaskRelay.Web.Webhooks;

/// <summary>How a delivery came into the inbox.</summary>
public enum DeliverySource
{
    /// <summary>GitHub sent it, signed.</summary>
    Webhook,

    /// <summary>The comment was read from GitHub's API; the delivery id is made of it.</summary>
    Poll,
}
