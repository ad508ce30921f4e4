namespace TaskRelay.Web.Notifications.Outgoing.Api;

/// <summary>A new endpoint.</summary>
/// <param name="Url">An https address in the public Internet, unless the operator allows others.</param>
/// <param name="Name">At most 100 characters; absent or null: the address's host.</param>
/// <param name="Events">At least one of <c>task.succeeded</c>, <c>task.failed</c>, <c>task.stopped</c>, <c>task.rejected</c>.</param>
/// <param name="Scope"><c>own</c> (the default), or <c>instance</c> for everybody's tasks: administrators only.</param>
public sealed record WebhookRequest(string? Url = null, string? Name = null, IReadOnlyList<string?>? Events = null, string? Scope = null);

/// <summary>An endpoint as it is to be.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="Url">As for a new one.</param>
/// <param name="Name">As for a new one.</param>
/// <param name="Events">As for a new one.</param>
/// <param name="Enabled">Switched on anew, an endpoint is sent what waited.</param>
public sealed record WebhookChange(int? Version = null, string? Url = null, string? Name = null, IReadOnlyList<string?>? Events = null, bool? Enabled = null);

/// <summary>A delivery that is to be sent at once.</summary>
/// <param name="DeliveryId">How it goes is in the list of deliveries.</param>
public sealed record WebhookSending(Guid DeliveryId);
