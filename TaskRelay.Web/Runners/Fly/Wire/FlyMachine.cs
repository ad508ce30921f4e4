using System.Text.Json.Serialization;

namespace TaskRelay.Web.Runners.Fly.Wire;

/// <summary>A Machine as Fly tells of it: the members that are used.</summary>
internal sealed record FlyMachine
{
    public string Id { get; init; } = "";

    public string? Name { get; init; }

    public string? State { get; init; }

    public FlyMachineConfig? Config { get; init; }

    /// <summary>What Fly still knows while the Machine's host can't be asked.</summary>
    public FlyMachineConfig? IncompleteConfig { get; init; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<FlyEvent>? Events { get; init; }

    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Metadata => (Config ?? IncompleteConfig)?.Metadata;

    /// <summary>Its processes may run, or are yet to.</summary>
    [JsonIgnore]
    public bool MayRun => State is not ("stopped" or "failed" or "launch_failed" or "destroying" or "destroyed" or "replaced" or "migrated");

    /// <summary>Nothing is left to destroy.</summary>
    [JsonIgnore]
    public bool IsDestroyed => State is "destroying" or "destroyed" or "launch_failed" or "replaced" or "migrated";
}

/// <summary>Something that happened to a Machine.</summary>
internal sealed record FlyEvent
{
    public string? Type { get; init; }

    public string? Status { get; init; }

    public FlyEventRequest? Request { get; init; }
}

/// <summary>What an event carries; an exit comes in either of the two forms.</summary>
internal sealed record FlyEventRequest
{
    public FlyExitEvent? ExitEvent { get; init; }

    [JsonPropertyName("MonitorEvent")]
    public FlyMonitorEvent? MonitorEvent { get; init; }

    [JsonIgnore]
    public FlyExitEvent? Exit => MonitorEvent?.ExitEvent ?? ExitEvent;
}

/// <summary>An exit as Fly's monitor saw it.</summary>
internal sealed record FlyMonitorEvent(FlyExitEvent? ExitEvent);

/// <summary>How the worker's process ended.</summary>
internal sealed record FlyExitEvent
{
    public int ExitCode { get; init; }

    public bool OomKilled { get; init; }

    public bool RequestedStop { get; init; }
}
