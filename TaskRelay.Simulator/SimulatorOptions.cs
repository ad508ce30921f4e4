namespace TaskRelay.Simulator;

public sealed record SimulatorOptions
{
    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>Null: a temporary folder, deleted when the host is disposed.</summary>
    public string? StateFolder { get; init; }

    public Uri? WebhookUrl { get; init; }

    public TimeProvider? TimeProvider { get; init; }

    /// <summary>False: begin with nothing in it, no people and no repository.</summary>
    public bool Seed { get; init; } = true;
}
