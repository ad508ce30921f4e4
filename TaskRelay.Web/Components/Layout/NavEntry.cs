using System.Reflection;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace TaskRelay.Web.Components.Layout;

/// <summary>A way into a part of the dashboard.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">Its drawing.</param>
/// <param name="Keys">Keys that lead there, one after the other, as the browser names them.</param>
/// <param name="ForAdministrators">Shown to them alone; the page judges for itself.</param>
/// <param name="IsMain">Has a place of its own where there is little room.</param>
public sealed record NavEntry(string Text, string Href, string Icon, string Keys, bool ForAdministrators = false, bool IsMain = false)
{
    // Above the list, which asks it.
    private static readonly HashSet<string> Pages =
        [.. typeof(NavEntry).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)];

    /// <summary>Every part, in its order. One whose page does not exist in this app is left out.</summary>
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        .. new NavEntry[]
        {
            new("Dashboard", "/", Icons.Material.Rounded.SpaceDashboard, "g d", IsMain: true),
            new("Tasks", "/tasks", Icons.Material.Rounded.ViewList, "g t", IsMain: true),
            new("New task", "/tasks/new", Icons.Material.Rounded.AddCircleOutline, "n", IsMain: true),
            new("History", "/history", Icons.Material.Rounded.History, "g h", IsMain: true),
            new("Repositories", "/repositories", Icons.Material.Rounded.AccountTree, "g r"),
            new("Settings", "/settings", Icons.Material.Rounded.Tune, "g s"),
            new("Notifications", "/notifications", Icons.Material.Rounded.NotificationsNone, "g o"),
            new("Administration", "/admin", Icons.Material.Rounded.AdminPanelSettings, "g a", ForAdministrators: true),
            new("Set-up", "/setup", Icons.Material.Rounded.Checklist, "g u", ForAdministrators: true),
            new("Help", "/help", Icons.Material.Rounded.HelpOutline, "g e"),
        }.Where(entry => Pages.Contains(entry.Href)),
    ];

    /// <summary>Whether this app has a page of that address: what leads to none is not shown.</summary>
    public static bool Exists(string href) => Pages.Contains(href);

    /// <summary>The entries that somebody sees.</summary>
    public static IEnumerable<NavEntry> For(bool isAdministrator) => All.Where(entry => isAdministrator || !entry.ForAdministrators);
}
