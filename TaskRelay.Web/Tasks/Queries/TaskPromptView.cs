namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What an attempt's agent was told.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Text">The exact prompt.</param>
/// <param name="HiddenRemoved">Characters (UTF-16 units) of hidden content that were left out of it.</param>
/// <param name="Parts">What it is made of, in order; headings and the lines around quoted texts stand between the parts.</param>
/// <param name="Removed">The hidden content that was left out, by kind.</param>
public sealed record TaskPromptView(
    int Attempt, string Text, int HiddenRemoved, IReadOnlyList<TaskPromptPart> Parts, IReadOnlyList<TaskPromptRemoval> Removed);

/// <summary>A part of a prompt.</summary>
/// <param name="Origin">
/// <c>contract</c> (TaskRelay's own words), <c>standing_instructions</c>, <c>instructions</c>, <c>guidance</c> (the base
/// branch's <c>AGENTS.md</c>), <c>issue_title</c>, <c>issue_body</c>, <c>comment</c>, <c>review</c>, <c>review_comment</c>,
/// <c>check</c> or <c>diff</c>.
/// </param>
/// <param name="Author">Login of who wrote it; null for TaskRelay, the repository and programs.</param>
/// <param name="Permission">What the author may do in the repository: <c>admin</c>, <c>write</c>, <c>read</c>, <c>none</c> or <c>unknown</c>; null without an author.</param>
/// <param name="Reference">Its address on GitHub.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Tokens">How many tokens it is, roughly.</param>
/// <param name="Cut">Characters (UTF-16 units) that were left out because it was too long; 0 for a whole part.</param>
public sealed record TaskPromptPart(
    string Origin, string? Author, string? Permission, string? Reference, int Start, int Length, int Tokens, int Cut);

/// <summary>Hidden content of one kind that was left out of a prompt.</summary>
/// <param name="Kind">
/// <c>html_comment</c>, <c>html_declaration</c>, <c>html_attribute</c>, <c>html_element</c>, <c>alternative_text</c>,
/// <c>title</c>, <c>link_definition</c>, <c>link_address</c>, <c>code_info</c>, <c>footnote</c>, <c>zero_width</c>, <c>bidi</c>,
/// <c>tag_character</c>, <c>variation_selector</c>, <c>control</c>, <c>lone_surrogate</c>, <c>other_invisible</c> or <c>nested</c>.
/// </param>
/// <param name="Count">How many pieces there were.</param>
/// <param name="Characters">How many UTF-16 units they had together.</param>
/// <param name="Sample">The first of them, one a line, at most 500 characters; invisible characters are spelt out.</param>
public sealed record TaskPromptRemoval(string Kind, int Count, int Characters, string Sample);

/// <summary>What is stored beside a prompt's text.</summary>
internal sealed record AttemptPromptDetails(IReadOnlyList<TaskPromptPart> Parts, IReadOnlyList<TaskPromptRemoval> Removed);
