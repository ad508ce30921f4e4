namespace TaskRelay.Web.Runners.Fly;

/// <summary>Whose Machines are run, and how large they are.</summary>
internal sealed record FlyAccount
{
    public required string AppName { get; init; }

    public required string Token { get; init; }

    /// <summary>Null leaves it to Fly.</summary>
    public string? Region { get; init; }

    public required int Cpus { get; init; }

    public required int MemoryMb { get; init; }

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => $"{AppName} ({Cpus} CPUs, {MemoryMb} MB, {Region ?? "any region"})";
}
