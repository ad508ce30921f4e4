namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>A page of the inbox, newest first.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="Next">Where the next page goes on; null when there is none.</param>
public sealed record DeliveryListing(IReadOnlyList<DeliveryView> Items, DeliveryPosition? Next);
