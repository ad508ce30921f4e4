namespace TaskRelay.Web.Webhooks;

/// <summary>What was decided about a delivery.</summary>
public enum DeliveryOutcome
{
    Accepted,
    Ignored,
    Rejected,
    Duplicate,
    Pong,

    /// <summary>Processing broke: a redelivery is processed again.</summary>
    Failed,
}
