using MudBlazor;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Components.Parts;

/// <summary>How a status looks, everywhere: word, colour, icon and what it means. The one place that knows.</summary>
/// <param name="Text">The word.</param>
/// <param name="Tone">Name of the colour, as the style sheets know it.</param>
/// <param name="Icon">The icon: colour is never the only sign.</param>
/// <param name="Meaning">A sentence for people who see it first.</param>
/// <param name="IsMoving">Something is at work now.</param>
public sealed record TaskStatusLook(string Text, string Tone, string Icon, string Meaning, bool IsMoving = false)
{
    /// <summary>The look of a status.</summary>
    public static TaskStatusLook Of(RelayTaskStatus status) => status switch
    {
        RelayTaskStatus.Queued => new("Queued", "queued", Icons.Material.Rounded.Schedule, "Waits for its turn."),
        RelayTaskStatus.Running => new("Running", "running", Icons.Material.Rounded.PlayCircle, "A worker is at it.", IsMoving: true),
        RelayTaskStatus.Stopping => new("Stopping", "stopping", Icons.Material.Rounded.PauseCircle, "Its worker was asked to end.", IsMoving: true),
        RelayTaskStatus.Succeeded => new("Succeeded", "succeeded", Icons.Material.Rounded.CheckCircle, "Done."),
        RelayTaskStatus.Failed => new("Failed", "failed", Icons.Material.Rounded.Cancel, "Ended with an error."),
        RelayTaskStatus.TimedOut => new("Timed out", "timed-out", Icons.Material.Rounded.TimerOff, "Reached its time limit; its work so far was saved."),
        RelayTaskStatus.Stopped => new("Stopped", "stopped", Icons.Material.Rounded.StopCircle, "Ended because somebody asked for it."),
        RelayTaskStatus.Rejected => new("Rejected", "rejected", Icons.Material.Rounded.Block, "Refused before anything was spent."),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Every status has a look."),
    };
}
