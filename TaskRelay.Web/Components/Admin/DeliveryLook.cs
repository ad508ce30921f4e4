using MudBlazor;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Components.Admin;

/// <summary>How what was decided about a delivery appears.</summary>
/// <param name="Text">The word.</param>
/// <param name="Tone">Name of the colour.</param>
/// <param name="Icon">The drawing: colour is never the only sign.</param>
/// <param name="Meaning">A sentence for people who see it first.</param>
public sealed record DeliveryLook(string Text, string Tone, string Icon, string Meaning)
{
    /// <summary>The look of an outcome.</summary>
    public static DeliveryLook Of(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => new("Accepted", "succeeded", Icons.Material.Rounded.CheckCircle, "It made a task, steered one, or told what became of one."),
        DeliveryOutcome.Ignored => new("Ignored", "stopped", Icons.Material.Rounded.DoNotDisturbOn, "There was nothing to do."),
        DeliveryOutcome.Rejected => new("Rejected", "rejected", Icons.Material.Rounded.Block, "It was a command that could not be understood; its writer was told."),
        DeliveryOutcome.Duplicate => new("Duplicate", "queued", Icons.Material.Rounded.ContentCopy, "Another delivery of the same comment had acted already."),
        DeliveryOutcome.Pong => new("Pong", "running", Icons.Material.Rounded.NetworkPing, "GitHub tried the webhook, and it works."),
        DeliveryOutcome.Failed => new("Failed", "failed", Icons.Material.Rounded.Cancel, "Storing it broke; a redelivery or a replay is processed anew."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Every outcome has a look."),
    };
}
