namespace TaskRelay.Simulator.State;

/// <summary>A repository; its commits live in a bare git repository in <see cref="GitFolder"/>.</summary>
public sealed record SimulatedRepository(
    long Id, SimulatedUser Owner, string Name, bool Private, string DefaultBranch, string Description,
    string GitFolder, DateTimeOffset CreatedAt)
{
    public string FullName => $"{Owner.Login}/{Name}";

    /// <summary>Last push, as GitHub tells it.</summary>
    public DateTimeOffset PushedAt { get; init; } = CreatedAt;

    public bool Archived { get; init; }
}
