namespace TaskRelay.Web.Prompts;

/// <summary>A prompt, and what was left out of it.</summary>
/// <param name="Text">What the agent reads.</param>
/// <param name="HiddenRemoved">Characters (UTF-16 units) that a person looking at the issue would not have seen.</param>
/// <param name="Cuts">A sentence for each part that was too long.</param>
public sealed record ComposedPrompt(string Text, int HiddenRemoved, IReadOnlyList<string> Cuts);
