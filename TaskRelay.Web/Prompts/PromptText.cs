using System.Text;

namespace TaskRelay.Web.Prompts;

/// <summary>A prompt as it is written, with where each part came to stand.</summary>
internal sealed class PromptText
{
    private readonly StringBuilder _text = new();
    private readonly List<PromptPart> _parts = [];

    /// <summary>The parts so far.</summary>
    public IReadOnlyList<PromptPart> Parts => _parts;

    /// <summary>Adds a heading, a fence or an empty line: no part of its own.</summary>
    public PromptText Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds TaskRelay's own words.</summary>
    public PromptText AddOwn(string text) => AddPart(PromptOrigin.Contract, null, null, null, new CutText(text, 0));

    /// <summary>Adds what somebody wrote.</summary>
    public PromptText AddPart(PromptOrigin origin, string? author, PromptPermission? permission, string? reference, CutText text)
    {
        _parts.Add(new PromptPart(origin, author, permission, reference, _text.Length, text.Text.Length, TokenEstimate.Of(text.Text), text.Left));
        return Add(text.Text);
    }

    public override string ToString() => _text.ToString();
}

/// <summary>A text as it goes into a prompt.</summary>
/// <param name="Text">The text, with a line that says so where it was cut.</param>
/// <param name="Left">How many characters were left out.</param>
internal readonly record struct CutText(string Text, int Left);
