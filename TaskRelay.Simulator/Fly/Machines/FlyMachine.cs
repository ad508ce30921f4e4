using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>A Machine: its description, its state, what happened to it, and the process that stands for its guest.</summary>
public sealed class FlyMachine
{
    internal FlyMachine(string id, string app, string name, string region, JsonObject config, DateTimeOffset at) =>
        (Id, App, Name, Region, Config, CreatedAt, UpdatedAt) = (id, app, name, region, config, at, at);

    public string Id { get; }
    public string App { get; }
    public string Name { get; }
    public string Region { get; }

    /// <summary><c>created</c>, <c>starting</c>, <c>started</c>, <c>stopping</c>, <c>stopped</c>, <c>failed</c>, <c>destroying</c>, <c>destroyed</c>.</summary>
    public string State { get; internal set; } = "created";

    /// <summary>The description as it was sent.</summary>
    public JsonObject Config { get; }
    public DateTimeOffset CreatedAt { get; }
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<FlyMachineEvent> Events => EventList;

    /// <summary>The guest's process; null while none runs.</summary>
    public int? ProcessId => Guest?.Id;

    /// <summary>The guest's disk.</summary>
    public string Folder { get; internal set; } = "";

    /// <summary>What the guest has written so far.</summary>
    public string Output => Guest?.Output ?? LastOutput;

    internal string InstanceId { get; } = $"01{Guid.NewGuid():N}"[..26].ToUpperInvariant();
    internal List<FlyMachineEvent> EventList { get; } = [];
    internal GuestProcess? Guest { get; set; }
    internal string LastOutput { get; set; } = "";
    internal FlyLease? Lease { get; set; }
    internal int Restarts { get; set; }

    /// <summary>The next exit is told as one for lack of memory.</summary>
    internal bool IsOutOfMemory { get; set; }
    internal bool IsStopRequested { get; set; }

    /// <summary>Its host is lost: Fly answers as if it had never been.</summary>
    internal bool IsForgotten { get; set; }

    internal string? Text(params string[] path)
    {
        JsonNode? at = Config;
        foreach (var name in path)
            at = (at as JsonObject)?[name];
        return at is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    internal IReadOnlyDictionary<string, string> Strings(string member) => Config[member] is JsonObject map
        ? map.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "")
        : new Dictionary<string, string>();

    internal bool AutoDestroys => Config["auto_destroy"] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;
}

/// <summary>Something that happened to a Machine.</summary>
/// <param name="Type"><c>launch</c>, <c>start</c>, <c>exit</c>, <c>destroy</c>.</param>
/// <param name="Status">State that it led to.</param>
/// <param name="Source"><c>user</c> or <c>flyd</c>.</param>
/// <param name="At">When.</param>
/// <param name="Exit">How the guest ended, for an <c>exit</c>.</param>
public sealed record FlyMachineEvent(string Type, string Status, string Source, DateTimeOffset At, FlyExit? Exit = null);

/// <summary>How a guest ended.</summary>
public sealed record FlyExit(int Code, bool OutOfMemory, bool StopRequested);

/// <summary>A lease on a Machine: changes need its nonce while it lasts.</summary>
internal sealed record FlyLease(string Nonce, string Owner, string Description, DateTimeOffset ExpiresAt);
