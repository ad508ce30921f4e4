namespace TaskRelay.Simulator.State;

/// <summary>The App, installed on an account for some of its repositories.</summary>
public sealed record SimulatedInstallation(
    long Id, SimulatedUser Account, IReadOnlyDictionary<string, string> Permissions, IReadOnlySet<long> RepositoryIds,
    DateTimeOffset CreatedAt)
{
    public DateTimeOffset? SuspendedAt { get; init; }
}
