using MudBlazor;

namespace TaskRelay.Web.Components.Admin;

/// <summary>How a rule of the inbox appears in a decision: word, colour, icon.</summary>
/// <param name="Text">The word.</param>
/// <param name="Tone">Name of the colour.</param>
/// <param name="Icon">The drawing: colour is never the only sign.</param>
public sealed record RuleLook(string Text, string Tone, string Icon)
{
    /// <summary>The look of a result.</summary>
    public static RuleLook Of(string result) => result switch
    {
        "passed" => new("Let it through", "succeeded", Icons.Material.Rounded.CheckCircle),
        "failed" => new("Ended it here", "failed", Icons.Material.Rounded.Cancel),
        _ => new("Not asked", "stopped", Icons.Material.Rounded.RemoveCircleOutline),
    };
}
