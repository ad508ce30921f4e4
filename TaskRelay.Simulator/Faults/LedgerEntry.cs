using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Faults;

/// <summary>One request that came in. <see cref="Status"/> is 0 where the connection was cut without an answer.</summary>
public sealed record LedgerEntry(
    DateTimeOffset At, string Method, string Path, string Query, TokenKind Token, string? Login, int Status, string Body, bool Faulted);
