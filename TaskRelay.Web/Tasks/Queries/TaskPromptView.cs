namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What an attempt's agent was told.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Text">The exact prompt.</param>
/// <param name="HiddenRemoved">Characters of hidden content that were left out of it.</param>
public sealed record TaskPromptView(int Attempt, string Text, int HiddenRemoved);
