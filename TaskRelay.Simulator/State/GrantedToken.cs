namespace TaskRelay.Simulator.State;

/// <summary>What a token that the simulator gave out may do. Null limits mean "as much as its owner may".</summary>
internal sealed record GrantedToken(string Value, TokenKind Kind)
{
    public SimulatedUser? User { get; init; }
    public long? InstallationId { get; init; }
    public IReadOnlySet<long>? RepositoryIds { get; init; }
    public IReadOnlyDictionary<string, string>? Permissions { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string? RefreshToken { get; init; }
}
