using MudBlazor;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Components.Settings;

/// <summary>How what is known of a credential looks: a word and an icon for each kind of failure. Pure.</summary>
/// <param name="Text">The word.</param>
/// <param name="Icon">The drawing.</param>
/// <param name="Class">Colour, beside the two.</param>
public sealed record CheckWords(string Text, string Icon, string Class)
{
    /// <summary>Of a code of <see cref="CheckCodes"/>.</summary>
    public static CheckWords Of(string code) => code switch
    {
        CheckCodes.Ok => new("Accepted", Icons.Material.Rounded.CheckCircle, "check-good"),
        CheckCodes.Invalid => new("Refused", Icons.Material.Rounded.Cancel, "check-bad"),
        CheckCodes.InsufficientScope => new("Not allowed enough", Icons.Material.Rounded.GppBad, "check-bad"),
        CheckCodes.AppNotFound => new("App not found", Icons.Material.Rounded.SearchOff, "check-bad"),
        CheckCodes.Unreachable => new("Could not be asked", Icons.Material.Rounded.CloudOff, "check-doubt"),
        CheckCodes.Unreadable => new("Can't be read any more", Icons.Material.Rounded.LockReset, "check-bad"),
        CheckCodes.Missing => new("None", Icons.Material.Rounded.RemoveCircleOutline, "check-none"),
        _ => new(code, Icons.Material.Rounded.HelpOutline, "check-doubt"),
    };

    /// <summary>Of a stored credential.</summary>
    public static CheckWords Of(CredentialView credential) => credential switch
    {
        { Validation.Status: CheckCodes.Unreadable } => Of(CheckCodes.Unreadable),
        { Source: CredentialView.Own } => new("Your own", Icons.Material.Rounded.Key, "check-good"),
        { Source: CredentialView.Shared } => new("Shared by the operator", Icons.Material.Rounded.Groups, "check-none"),
        _ => Of(CheckCodes.Missing),
    };
}
