namespace TaskRelay.Simulator.Models;

/// <summary>What a model says in a conversation that contains <paramref name="When"/>.</summary>
/// <param name="When">Looked for in the whole request; the empty text fits every one.</param>
/// <param name="Turns">
/// The n-th answers a request that holds n answers already, so that a repeated request gets the same answer; after the
/// last one the model says that it is done.
/// </param>
public sealed record ModelScript(string When, params IReadOnlyList<ModelTurn> Turns);
