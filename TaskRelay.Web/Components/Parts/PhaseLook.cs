using MudBlazor;
using TaskRelay.Contracts;

namespace TaskRelay.Web.Components.Parts;

/// <summary>How a phase of an attempt is called and shown.</summary>
public sealed record PhaseLook(string Phase, string Text, string Icon)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<PhaseLook> InOrder { get; } =
    [
        new(TaskPhases.Preparing, "Prepare", Icons.Material.Rounded.Inventory2),
        new(TaskPhases.Cloning, "Clone", Icons.Material.Rounded.CloudDownload),
        new(TaskPhases.RunningAgent, "Agent", Icons.Material.Rounded.SmartToy),
        new(TaskPhases.Pushing, "Push", Icons.Material.Rounded.CloudUpload),
        new(TaskPhases.OpeningPullRequest, "Pull request", Icons.Material.Rounded.CallMerge),
    ];

    /// <summary>The look of a phase; one that a newer worker names is shown by its name.</summary>
    public static PhaseLook Of(string? phase) =>
        InOrder.FirstOrDefault(look => look.Phase == phase)
        ?? new PhaseLook(phase ?? "", (phase ?? "Working").Replace('_', ' '), Icons.Material.Rounded.MoreHoriz);
}
