using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>What to call the parts of a prompt.</summary>
public static class PromptWords
{
    /// <summary>A part, and whose it is.</summary>
    public static string Of(TaskPromptPart part)
    {
        var what = part.Origin switch
        {
            "contract" => "TaskRelay's own words",
            "standing_instructions" => "Standing instructions",
            "instructions" => "Instructions",
            "guidance" => "AGENTS.md of the base branch",
            "issue_title" => "Title",
            "issue_body" => "Text",
            "comment" => "Comment",
            "review" => "Review",
            "review_comment" => "Comment on a line",
            "check" => "Failed check",
            "diff" => "Diff",
            var other => other,
        };
        return part.Author is { } author ? $"{what} by {author}" : what;
    }

    /// <summary>How long it is, and whether all of it is there.</summary>
    public static string SizeOf(TaskPromptPart part)
    {
        var size = $"about {part.Tokens} {(part.Tokens == 1 ? "token" : "tokens")}";
        return part.Cut > 0 ? $"{size}, {part.Cut} characters left out" : size;
    }

    /// <summary>Hidden content of one kind, and how much of it there was.</summary>
    public static string Of(TaskPromptRemoval kind) => $"{kind.Kind.Replace('_', ' ')}: {kind.Count} {(kind.Count == 1 ? "piece" : "pieces")}, {kind.Characters} characters";

    /// <summary>A part's words.</summary>
    public static string TextOf(TaskPromptView prompt, TaskPromptPart part)
    {
        var start = Math.Clamp(part.Start, 0, prompt.Text.Length);
        return prompt.Text.Substring(start, Math.Clamp(part.Length, 0, prompt.Text.Length - start));
    }
}
