using MudBlazor;

namespace TaskRelay.Web.Components.Settings;

/// <summary>A part of the settings, with an address of its own.</summary>
/// <param name="Slug">Last part of its address.</param>
/// <param name="Text">Its name.</param>
/// <param name="Icon">Its drawing.</param>
public sealed record SettingsPlace(string Slug, string Text, string Icon)
{
    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<SettingsPlace> All { get; } =
    [
        new("agents", "Agents", Icons.Material.Rounded.SmartToy),
        new("credentials", "Credentials", Icons.Material.Rounded.VpnKey),
        new("runners", "Fly and runners", Icons.Material.Rounded.Dns),
        new("limits", "Limits", Icons.Material.Rounded.Speed),
        new("tokens", "API tokens", Icons.Material.Rounded.Code),
        new("notifications", "Notifications", Icons.Material.Rounded.NotificationsNone),
    ];

    /// <summary>Its address.</summary>
    public string Href => $"/settings/{Slug}";

    /// <summary>The one of that address; the first where none is named, null where there is no such one.</summary>
    public static SettingsPlace? Find(string? slug) => slug is null ? All[0] : All.FirstOrDefault(place => place.Slug == slug);
}
