namespace TaskRelay.Web.Prompts;

/// <summary>A prompt, what it is made of, and what was left out of it.</summary>
/// <param name="Text">What the agent reads.</param>
/// <param name="Parts">Where each part stands in it, in order.</param>
/// <param name="Removed">What a person looking at the page would not have seen, by kind.</param>
/// <param name="Cuts">A sentence for each part that was too long, and for all that was left out.</param>
public sealed record ComposedPrompt(
    string Text, IReadOnlyList<PromptPart> Parts, IReadOnlyList<RemovedKind> Removed, IReadOnlyList<string> Cuts)
{
    /// <summary>Characters (UTF-16 units) of all kinds of hidden content.</summary>
    public int HiddenRemoved => Removed.Sum(kind => kind.Characters);
}

/// <summary>A part of a prompt.</summary>
/// <param name="Origin">What it is.</param>
/// <param name="Author">Login of who wrote it; null for what TaskRelay or a program wrote.</param>
/// <param name="Permission">What the author may do in the repository; null where there is no author.</param>
/// <param name="Reference">Where it stands on GitHub.</param>
/// <param name="Start">Where it begins in the prompt, in UTF-16 units.</param>
/// <param name="Length">How long it is there, in UTF-16 units.</param>
/// <param name="Tokens">An estimate.</param>
/// <param name="Cut">Characters (UTF-16 units) of it that were left out because it was too long.</param>
public sealed record PromptPart(
    PromptOrigin Origin, string? Author, PromptPermission? Permission, string? Reference, int Start, int Length, int Tokens, int Cut);
