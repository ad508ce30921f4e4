using MudBlazor;
using TaskRelay.Web.Setup;

namespace TaskRelay.Web.Components.Steps;

/// <summary>How a step's state looks: word, drawing and colour together.</summary>
/// <param name="Text">The word.</param>
/// <param name="Icon">The drawing.</param>
/// <param name="Tone">Name of the colour in the style sheet.</param>
public sealed record StepLook(string Text, string Icon, string Tone)
{
    /// <summary>Of each state.</summary>
    public static StepLook Of(StepState state) => state switch
    {
        StepState.Done => new("Done", Icons.Material.Rounded.CheckCircle, "done"),
        StepState.Failing => new("Needs you", Icons.Material.Rounded.ErrorOutline, "failing"),
        StepState.Waiting => new("Waiting", Icons.Material.Rounded.HourglassEmpty, "waiting"),
        StepState.Later => new("Later", Icons.Material.Rounded.MoreHoriz, "later"),
        _ => new("To do", Icons.Material.Rounded.RadioButtonUnchecked, "todo"),
    };
}
