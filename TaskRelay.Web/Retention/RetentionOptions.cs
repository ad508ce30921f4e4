namespace TaskRelay.Web.Retention;

/// <summary>The <c>Retention</c> section. 0 keeps for ever.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Fewest days for deliveries: GitHub redelivers for three, and a delivery that is known changes nothing.</summary>
    public const int LeastDeliveryDays = 4;

    /// <summary>Days that webhooks and the decisions about them are kept.</summary>
    public int DeliveryDays { get; set; } = 30;

    /// <summary>Days that the bodies of webhooks are kept, without which none can be replayed; 0 keeps them as long as the delivery.</summary>
    public int BodyDays { get; set; } = 7;

    /// <summary>Days that the output and the prompts of ended tasks are kept; their states and phases stay with the task.</summary>
    public int LogDays { get; set; } = 90;

    /// <summary>Days that ended tasks are kept, with all that belongs to them.</summary>
    public int TaskDays { get; set; } = 365;

    /// <summary>Days that entries of the audit log are kept.</summary>
    public int AuditDays { get; set; } = 365;

    /// <summary>Days that deliveries of outgoing webhooks are kept.</summary>
    public int WebhookDays { get; set; } = 30;

    /// <summary>Megabytes that the log of a task may hold, all its attempts together; 0 sets no limit.</summary>
    public int LogMegabytes { get; set; } = 20;
}
