using TaskRelay.Web.Prompts;

namespace TaskRelay.Web.Callbacks.Prompting;

/// <summary>What GitHub knows around a command, read once for an attempt.</summary>
/// <param name="Quotes">What was said and found; within one origin the oldest first.</param>
/// <param name="Notes">Sentences on what could not be read, or was left out.</param>
/// <param name="IssueAuthor">What the author of the issue may do.</param>
/// <param name="DistrustsHead">The work is on a branch that others than people with write permission have had a hand in.</param>
public sealed record PromptContext(
    IReadOnlyList<PromptQuote> Quotes, IReadOnlyList<string> Notes, PromptPermission IssueAuthor, bool DistrustsHead);
