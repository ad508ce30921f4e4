using System.Globalization;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Components.Parts;

/// <summary>The fields of a repository's settings as somebody is changing them.</summary>
public sealed class RepositoryForm
{
    public int Version { get; set; }

    public bool Enabled { get; set; } = true;

    public bool Paused { get; set; }

    public string? PauseReason { get; set; }

    /// <summary>Empty: the writer's own.</summary>
    public string DefaultAgent { get; set; } = "";

    /// <summary>Every agent is allowed, also one that comes later.</summary>
    public bool AllAgents { get; set; } = true;

    public HashSet<string> Allowed { get; } = new(StringComparer.Ordinal);

    public string? Model { get; set; }

    public string? BaseBranch { get; set; }

    public string? Minutes { get; set; }

    public string? AtOnce { get; set; }

    public RepositoryCommanders Commanders { get; set; }

    /// <summary>The form of settings that were read.</summary>
    public static RepositoryForm Of(RepositorySettingsView view)
    {
        var form = new RepositoryForm
        {
            Version = view.Version,
            Enabled = view.Enabled,
            Paused = view.Paused,
            PauseReason = view.PauseReason,
            DefaultAgent = view.DefaultAgent ?? "",
            AllAgents = view.AllowedAgents is null,
            Model = view.Model,
            BaseBranch = view.BaseBranch,
            Minutes = view.TaskTimeoutMinutes?.ToString(CultureInfo.InvariantCulture),
            AtOnce = view.MaxConcurrentTasks?.ToString(CultureInfo.InvariantCulture),
            Commanders = view.Commanders,
        };
        form.Allowed.UnionWith(view.AllowedAgents ?? []);
        return form;
    }

    /// <summary>As it is sent; a number that is none becomes one that the rules refuse.</summary>
    public RepositoryChange Change() => new(
        Version, Enabled, Paused, PauseReason, DefaultAgent, AllAgents ? null : [.. Allowed], Model, BaseBranch, Number(Minutes), Number(AtOnce), Commanders);

    private static int? Number(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
