namespace TaskRelay.Simulator.Fly;

/// <summary>What a token is good for. <see cref="Apps"/> empty: all of the organization's.</summary>
internal sealed record FlyTokenInfo(string Organization, IReadOnlyList<string> Apps, string? Machine);
