using MudBlazor;
using TaskRelay.Web.Ingest;

namespace TaskRelay.Web.Components.Parts;

/// <summary>How the state of a repository looks: word, colour, icon and what it means.</summary>
public sealed record RepositoryStateLook(string Text, string Tone, string Icon, string Meaning)
{
    /// <summary>The look of a state.</summary>
    public static RepositoryStateLook Of(RepositoryState state) => state switch
    {
        RepositoryState.On => new("On", "succeeded", Icons.Material.Rounded.CheckCircle, "Tasks may be asked for."),
        RepositoryState.Paused => new("Paused", "stopping", Icons.Material.Rounded.PauseCircle, "Tasks may be asked for, and wait."),
        RepositoryState.Off => new("Off", "stopped", Icons.Material.Rounded.StopCircle, "Its administrators switched it off: tasks are rejected."),
        RepositoryState.NotServed => new("Not served", "rejected", Icons.Material.Rounded.Block, "This TaskRelay does not serve its account."),
        RepositoryState.Archived => new("Archived", "queued", Icons.Material.Rounded.Inventory2, "Read-only on GitHub."),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Every state has a look."),
    };

    /// <summary>How a state is named in addresses.</summary>
    public static string NameOf(RepositoryState state) => state switch
    {
        RepositoryState.NotServed => "not_served",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>The reverse; null when no state has that name.</summary>
    public static RepositoryState? StateOf(string? name) =>
        Enum.GetValues<RepositoryState>().Where(state => NameOf(state) == name).Select(state => (RepositoryState?)state).FirstOrDefault();
}
