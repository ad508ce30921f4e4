namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>An endpoint as somebody wants it.</summary>
/// <param name="Name">What its owner calls it; null takes the address's host.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Events">What it is told of.</param>
/// <param name="Enabled">Whether anything is sent.</param>
public sealed record WebhookWish(string? Name, string? Url, IReadOnlyList<string?>? Events, bool Enabled = true);
