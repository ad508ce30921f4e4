using MudBlazor;
using TaskRelay.Web.Notifications.Outgoing;

namespace TaskRelay.Web.Components.Parts;

/// <summary>How a delivery looks: word, icon and colour. Pure.</summary>
public sealed record DeliveryLook(string Text, string Icon, string Tone)
{
    /// <summary>Of a delivery.</summary>
    public static DeliveryLook Of(WebhookDeliveryView delivery) => delivery switch
    {
        { State: WebhookDeliveryState.Delivered } => new("Delivered", Icons.Material.Rounded.CheckCircle, "succeeded"),
        { State: WebhookDeliveryState.Failed } => new("Given up", Icons.Material.Rounded.Cancel, "failed"),
        { Attempts.Count: > 0 } => new("Retrying", Icons.Material.Rounded.Schedule, "stopping"),
        _ => new("Waiting", Icons.Material.Rounded.HourglassEmpty, "queued"),
    };
}
