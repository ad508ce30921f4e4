namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>An endpoint, without its secret.</summary>
/// <param name="Id">Names it in <c>/api/notifications/webhooks/{id}</c>.</param>
/// <param name="Scope"><c>own</c>: the caller's tasks. <c>instance</c>: everybody's, for administrators.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Events">What it is told of.</param>
/// <param name="Enabled">Whether anything is sent.</param>
/// <param name="DisabledReason">Why TaskRelay itself switched it off.</param>
/// <param name="Version">To be sent back with a change: an older one is refused with 409 <c>webhook_changed</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FailingSince">Nothing came through since then; null while all does.</param>
/// <param name="DeliveredAt">When something last came through.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the last rotation signs too; null when it does not.</param>
public sealed record WebhookView(
    Guid Id,
    string Scope,
    string Name,
    string Url,
    IReadOnlyList<string> Events,
    bool Enabled,
    string? DisabledReason,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FailingSince,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? PreviousSecretUntil)
{
    public const string Own = "own";

    public const string Instance = "instance";

    internal static WebhookView Of(WebhookEndpoint row, DateTimeOffset now) => new(
        row.Id, row.UserId is null ? Instance : Own, row.Name, row.Url, row.Events.Split(' '), row.Enabled, row.DisabledReason, row.Version, row.CreatedAt,
        row.FailingSince, row.DeliveredAt, row.PreviousUntil > now ? row.PreviousUntil : null);
}

/// <summary>Endpoints, oldest first.</summary>
public sealed record WebhookList(IReadOnlyList<WebhookView> Items);

/// <summary>An endpoint with a new secret, which is shown here and never again.</summary>
/// <param name="Webhook">The endpoint.</param>
/// <param name="Secret">For checking signatures: <c>whsec_</c> and 32 bytes in base64.</param>
public sealed record WebhookWithSecret(WebhookView Webhook, string Secret);

/// <summary>A delivery and how it went.</summary>
/// <param name="Id">Names it in <c>/api/notifications/deliveries/{id}/redeliver</c>.</param>
/// <param name="WebhookId">Its endpoint.</param>
/// <param name="MessageId">As the receiver sees it in <c>webhook-id</c>.</param>
/// <param name="Event">What it tells.</param>
/// <param name="TaskId">Null for a test.</param>
/// <param name="State"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="CreatedAt">When it happened.</param>
/// <param name="NextAttemptAt">While it is pending: not before this.</param>
/// <param name="Attempts">Every time that it was sent, newest first.</param>
public sealed record WebhookDeliveryView(
    Guid Id,
    Guid WebhookId,
    string MessageId,
    string Event,
    Guid? TaskId,
    WebhookDeliveryState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    IReadOnlyList<WebhookAttemptView> Attempts);

/// <summary>One time that a delivery was sent.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="At">When.</param>
/// <param name="Status">What the receiver answered; null where there was no answer.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Answer">The beginning of the answer, or why there was none.</param>
public sealed record WebhookAttemptView(int Number, DateTimeOffset At, int? Status, long DurationMs, string? Answer);

/// <summary>Deliveries, newest first.</summary>
public sealed record WebhookDeliveryList(IReadOnlyList<WebhookDeliveryView> Items, string? NextCursor);
