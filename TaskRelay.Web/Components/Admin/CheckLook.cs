using MudBlazor;
using TaskRelay.Web.Diagnostics.Startup;

namespace TaskRelay.Web.Components.Admin;

/// <summary>How the end of a look appears: word, colour, icon.</summary>
/// <param name="Text">The word.</param>
/// <param name="Tone">Name of the colour.</param>
/// <param name="Icon">The drawing: colour is never the only sign.</param>
public sealed record CheckLook(string Text, string Tone, string Icon)
{
    /// <summary>Not known yet.</summary>
    public static readonly CheckLook Pending = new("Checking", "running", Icons.Material.Rounded.HourglassEmpty);

    /// <summary>The look of a result.</summary>
    public static CheckLook Of(CheckStatus status) => status switch
    {
        CheckStatus.Pass => new("Passed", "succeeded", Icons.Material.Rounded.CheckCircle),
        CheckStatus.Warn => new("Warning", "stopping", Icons.Material.Rounded.WarningAmber),
        CheckStatus.Fail => new("Failed", "failed", Icons.Material.Rounded.Cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Every end has a look."),
    };
}
