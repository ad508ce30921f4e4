namespace TaskRelay.Web.Runners.Fly.Wire;

/// <summary>Body of <c>POST /v1/apps/{app}/machines</c>.</summary>
internal sealed record FlyCreateRequest
{
    /// <summary>Unique in its app: a second create with it is refused with the first one's id.</summary>
    public required string Name { get; init; }

    public string? Region { get; init; }

    /// <summary>The app's own secrets are none of the worker's business.</summary>
    public bool SkipSecrets { get; init; } = true;

    public required FlyMachineConfig Config { get; init; }
}

/// <summary>What a Machine is to be.</summary>
internal sealed record FlyMachineConfig
{
    public string? Image { get; init; }

    public IReadOnlyDictionary<string, string>? Env { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public bool? AutoDestroy { get; init; }

    public FlyRestart? Restart { get; init; }

    public FlyMachineGuest? Guest { get; init; }

    public FlyStopConfig? StopConfig { get; init; }
}

/// <summary>Whether Fly starts an ended Machine again.</summary>
internal sealed record FlyRestart(string Policy);

/// <summary>Its size.</summary>
internal sealed record FlyMachineGuest(string CpuKind, int Cpus, int MemoryMb);

/// <summary>How it is asked to end; also the body of <c>POST …/stop</c>.</summary>
internal sealed record FlyStopConfig(string Signal, string Timeout);
