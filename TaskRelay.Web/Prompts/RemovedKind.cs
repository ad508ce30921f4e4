namespace TaskRelay.Web.Prompts;

/// <summary>What of one kind was left out of a prompt.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Pieces">How many pieces.</param>
/// <param name="Characters">How many UTF-16 units they had together.</param>
/// <param name="Sample">The beginning of them, one a line, invisible characters spelt out.</param>
public sealed record RemovedKind(HiddenKind Kind, int Pieces, int Characters, string Sample);
