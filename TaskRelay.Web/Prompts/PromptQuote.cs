namespace TaskRelay.Web.Prompts;

/// <summary>A text from GitHub that is quoted in a prompt.</summary>
public sealed record PromptQuote
{
    /// <summary>What it is.</summary>
    public required PromptOrigin Origin { get; init; }

    /// <summary>Its words.</summary>
    public required string Text { get; init; }

    /// <summary>Login of who wrote it; null for a program's words.</summary>
    public string? Author { get; init; }

    /// <summary>What that person may do in the repository.</summary>
    public PromptPermission Permission { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where it stands on GitHub.</summary>
    public string? Reference { get; init; }

    /// <summary>A line above its words, such as the file and line that it is about; as little to be trusted as they are.</summary>
    public string? Heading { get; init; }

    /// <summary>Whether pages show it as Markdown; otherwise it is code, of which they show every letter.</summary>
    public bool IsMarkdown { get; init; } = true;

    /// <summary>Whether its author may give commands here.</summary>
    public bool IsTrusted => Permission is PromptPermission.Write or PromptPermission.Admin;
}
